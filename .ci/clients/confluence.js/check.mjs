// Lets confluence.js publish to a sandbox: each call's request is compared with the one that the sandbox has logged, and
// what comes back is asserted. The library itself holds every answer to a schema made from Atlassian's documents.
import assert from 'node:assert/strict';
import { createV1Client, createV2Client } from 'confluence.js';

const { SANDBOX, EMAIL, TOKEN } = process.env;
const config = { host: SANDBOX, auth: { type: 'basic', email: EMAIL, apiToken: TOKEN } };
const v1 = createV1Client(config);
const v2 = createV2Client(config);
let calls = 0;

// did makes a call and asserts that it was this request, with this status: "GET /path?query 200".
async function did(request, call) {
  await fetch(`${SANDBOX}/_sandbox/requests`, { method: 'DELETE' });
  const outcome = await call().then((value) => ({ value }), (error) => ({ error }));
  const logged = await (await fetch(`${SANDBOX}/_sandbox/requests`)).json();
  const requests = logged.map((entry) => `${entry.method} ${decodeURIComponent(entry.url.replaceAll('+', ' '))} ${entry.status}`);
  const refusal = outcome.error === undefined ? '' : `\n${outcome.error.message}`;
  assert.deepEqual(requests, [request], `another request than expected${refusal}`);
  calls++;
  return outcome;
}

async function works(request, call) {
  const { value, error } = await did(request, call);
  if (error !== undefined) {
    throw new Error(`${request}: ${error.message}`, { cause: error });
  }
  return value;
}

async function isRefused(request, text, call) {
  const { error } = await did(request, call);
  assert.match(error?.message ?? '', text, request);
}

const storage = (value) => ({ representation: 'storage', value });
const titles = (list) => list.results.map((page) => page.title);

// The space, and pages in it.
const spaces = await works('GET /wiki/api/v2/spaces?keys=DOCS 200', () => v2.space.getSpaces({ keys: ['DOCS'] }));
const [space] = spaces.results;
assert.equal(space.name, 'Documentation');
await works(`GET /wiki/api/v2/spaces/${space.id} 200`, () => v2.space.getSpaceById({ id: space.id }));

const page = await works('POST /wiki/api/v2/pages 200', () =>
  v2.page.createPage({ body: { spaceId: space.id, status: 'current', title: 'Handbook', body: storage('<p>first</p>') } }));
assert.equal(page.parentId, space.homepageId);
assert.equal(page.version.number, 1);
const child = await works('POST /wiki/api/v2/pages 200', () =>
  v2.page.createPage({ body: { spaceId: space.id, status: 'current', title: 'Setup', parentId: page.id, body: storage('<p>below</p>') } }));
await isRefused('POST /wiki/api/v2/pages 400', /A page with this title already exists/, () =>
  v2.page.createPage({ body: { spaceId: space.id, status: 'current', title: 'handbook' } }));
await isRefused('POST /wiki/api/v2/pages 400', /Error parsing xhtml/, () =>
  v2.page.createPage({ body: { spaceId: space.id, status: 'current', title: 'Broken', body: storage('<p>') } }));

const found = await works(`GET /wiki/api/v2/pages?space-id=${space.id}&title=Handbook 200`, () =>
  v2.page.getPages({ spaceId: [space.id], title: 'Handbook' }));
assert.deepEqual(titles(found), ['Handbook']);
const all = await works(`GET /wiki/api/v2/spaces/${space.id}/pages?limit=2 200`, () => v2.page.getPagesInSpace({ id: space.id, limit: 2 }));
assert.deepEqual(titles(all), ['Documentation Home', 'Handbook']);
const cursor = new URL(all._links.next, SANDBOX).searchParams.get('cursor');
const rest = await works(`GET /wiki/api/v2/spaces/${space.id}/pages?cursor=${cursor}&limit=2 200`, () =>
  v2.page.getPagesInSpace({ id: space.id, limit: 2, cursor }));
assert.deepEqual(titles(rest), ['Setup']);

const next = (number) => ({ id: page.id, status: 'current', title: 'Handbook', body: storage('<p>second</p>'), version: { number, message: 'a change' } });
const updated = await works(`PUT /wiki/api/v2/pages/${page.id} 200`, () => v2.page.updatePage({ id: page.id, body: next(2) }));
assert.equal(updated.version.number, 2);
await isRefused(`PUT /wiki/api/v2/pages/${page.id} 409`, /Current Version: \[2\]\. Provided version: \[2\]/, () =>
  v2.page.updatePage({ id: page.id, body: next(2) }));
const read = await works(`GET /wiki/api/v2/pages/${page.id}?body-format=storage 200`, () => v2.page.getPageById({ id: page.id, bodyFormat: 'storage' }));
assert.match(read.body.storage.value, />second</);
assert.equal(read.version.message, 'a change');
const versions = await works(`GET /wiki/api/v2/pages/${page.id}/versions 200`, () => v2.version.getPageVersions({ id: page.id }));
assert.deepEqual(versions.results.map((version) => version.number), [2, 1]);
const renamed = await works(`PUT /wiki/api/v2/pages/${child.id}/title 200`, () =>
  v2.page.updatePageTitle({ id: child.id, body: { status: 'current', title: 'Installation' } }));
assert.equal(renamed.title, 'Installation');
const allowed = await works(`GET /wiki/api/v2/pages/${page.id}/operations 200`, () => v2.operation.getPageOperations({ id: page.id }));
assert.ok(allowed.operations.some(({ operation, targetType }) => operation === 'update' && targetType === 'page'));

// The tree.
const folder = await works('POST /wiki/api/v2/folders 200', () => v2.folder.createFolder({ body: { spaceId: space.id, title: 'Parts', parentId: page.id } }));
await works(`GET /wiki/api/v2/folders/${folder.id} 200`, () => v2.folder.getFolderById({ id: folder.id }));
await works(`PUT /wiki/rest/api/content/${child.id}/move/append/${folder.id} 200`, () =>
  v1.contentChildrenAndDescendants.movePage({ pageId: child.id, position: 'append', targetId: folder.id }));
const children = await works(`GET /wiki/api/v2/pages/${page.id}/direct-children 200`, () => v2.children.getPageDirectChildren({ id: page.id }));
assert.deepEqual(titles(children), ['Parts']);
const below = await works(`GET /wiki/api/v2/pages/${page.id}/descendants?depth=5 200`, () => v2.descendants.getPageDescendants({ id: page.id, depth: 5 }));
assert.deepEqual(titles(below), ['Parts', 'Installation']);
const above = await works(`GET /wiki/api/v2/pages/${child.id}/ancestors 200`, () => v2.ancestors.getPageAncestors({ id: child.id }));
assert.deepEqual(above.results.map(({ id }) => id), [space.homepageId, page.id, folder.id]);
const types = await works('POST /wiki/api/v2/content/convert-ids-to-types 200', () =>
  v2.content.convertContentIdsToContentTypes({ body: { contentIds: [page.id, folder.id] } }));
assert.deepEqual(types.results, { [page.id]: 'page', [folder.id]: 'folder' });

// What hangs on a page.
const properties = `/wiki/api/v2/pages/${page.id}/properties`;
const property = await works(`POST ${properties} 200`, () => v2.contentProperties.createPageProperty({ pageId: page.id, key: 'source', value: { path: 'a.md' } }));
const one = { pageId: page.id, propertyId: property.id };
await isRefused(`POST ${properties} 409`, /Property with key \[source\] already exists/, () =>
  v2.contentProperties.createPageProperty({ pageId: page.id, key: 'source', value: 1 }));
const changed = await works(`PUT ${properties}/${property.id} 200`, () =>
  v2.contentProperties.updatePagePropertyById({ ...one, key: 'source', value: { path: 'b.md' }, version: { number: 2 } }));
assert.equal(changed.version.number, 2);
const listed = await works(`GET ${properties}?key=source 200`, () => v2.contentProperties.getPageContentProperties({ pageId: page.id, key: 'source' }));
assert.deepEqual(listed.results.map(({ value }) => value), [{ path: 'b.md' }]);
await works(`DELETE ${properties}/${property.id} 204`, () => v2.contentProperties.deletePagePropertyById(one));

const labels = await works(`POST /wiki/rest/api/content/${page.id}/label 200`, () =>
  v1.contentLabels.addLabelsToContent({ id: page.id, body: [{ prefix: 'global', name: 'Docs' }, { prefix: 'global', name: 'sre' }] }));
assert.deepEqual(labels.results.map(({ name }) => name), ['docs', 'sre']);
await works(`DELETE /wiki/rest/api/content/${page.id}/label/sre 204`, () => v1.contentLabels.removeLabelFromContent({ id: page.id, label: 'sre' }));
const left = await works(`GET /wiki/api/v2/pages/${page.id}/labels 200`, () => v2.label.getPageLabels({ id: page.id }));
assert.deepEqual(left.results.map(({ name }) => name), ['docs']);

const files = `/wiki/rest/api/content/${page.id}/child/attachment`;
const file = (text) => ({ filename: 'a.txt', content: new Blob([text], { type: 'text/plain' }) });
const uploaded = await works(`PUT ${files} 200`, () => v1.contentAttachments.createOrUpdateAttachments({ id: page.id, attachments: file('one') }));
const [attachment] = uploaded.results;
assert.equal(attachment.title, 'a.txt');
const again = await works(`PUT ${files} 200`, () => v1.contentAttachments.createOrUpdateAttachments({ id: page.id, attachments: file('two!') }));
assert.equal(again.results[0].id, attachment.id);
const attached = await works(`GET /wiki/api/v2/pages/${page.id}/attachments 200`, () => v2.attachment.getPageAttachments({ id: page.id }));
assert.deepEqual(attached.results.map(({ title, fileSize, version }) => [title, fileSize, version.number]), [['a.txt', 4, 2]]);
await works(`DELETE /wiki/api/v2/attachments/${attachment.id} 204`, () => v2.attachment.deleteAttachment({ id: attachment.id }));

// Search, people, and the end of a page.
const hits = await works('GET /wiki/rest/api/content/search?cql=space = DOCS and title = "Handbook" 200', () =>
  v1.content.searchContentByCQL({ cql: 'space = DOCS and title = "Handbook"' }));
assert.deepEqual(titles(hits), ['Handbook']);
const me = await works('GET /wiki/rest/api/user/current 200', () => v1.users.getCurrentUser());
assert.equal(me.email, EMAIL);
const people = await works('POST /wiki/api/v2/users-bulk 200', () => v2.user.createBulkUserLookup({ body: { accountIds: [me.accountId] } }));
assert.equal(people.results[0].displayName, me.displayName);
const restrictions = await works(`GET /wiki/rest/api/content/${page.id}/restriction 200`, () => v1.contentRestrictions.getRestrictions({ id: page.id }));
assert.deepEqual(restrictions.results.map(({ operation }) => operation).sort(), ['read', 'update']);
await works(`DELETE /wiki/api/v2/pages/${page.id} 204`, () => v2.page.deletePage({ id: page.id }));
const trashed = await works(`GET /wiki/api/v2/pages/${page.id} 200`, () => v2.page.getPageById({ id: page.id }));
assert.equal(trashed.status, 'trashed');
await isRefused('GET /wiki/api/v2/pages/1 404', /Cannot find a page with id \[1\]/, () => v2.page.getPageById({ id: '1' }));

console.log(`confluence.js: ${calls} calls did and got what they should.`);
