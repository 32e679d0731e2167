# One image for all places: a GitHub action, `docker run`, and jobs of CI hosts that feed a script to the image's shell.
#
# What is run to build it is made for the machine that builds, what it holds for the one that it is built for; so no
# emulation is needed. Builders that are not BuildKit know of no platforms: both are their own there.
#
# The base images are named by tag: who builds this gets the fixes of the day. A release records the digests that it was
# built from, in the provenance of the image.
FROM --platform=${BUILDPLATFORM:-linux} golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=
ARG COMMIT=
RUN mkdir /programs \
 && CGO_ENABLED=0 GOOS=${TARGETOS} GOARCH=${TARGETARCH} go build -trimpath \
    -ldflags "-s -w -X main.version=${VERSION} -X main.commit=${COMMIT}" -o /programs . ./image/entrypoint

FROM --platform=${BUILDPLATFORM:-linux} debian:bookworm-slim AS files
COPY image/collect /
ARG TARGETARCH
RUN /collect "${TARGETARCH:-$(dpkg --print-architecture)}" /image

FROM scratch
ARG VERSION=
ARG COMMIT=
LABEL org.opencontainers.image.title="Pagewright" \
      org.opencontainers.image.description="Publishes a repository's Markdown documents to Confluence." \
      org.opencontainers.image.source="https://github.com/pagewright/pagewright" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}"
COPY --from=files /image /
COPY --from=build /programs /usr/local/bin/
ENV PATH=/usr/local/bin:/usr/bin:/bin

# No USER and no WORKDIR: in an action, GitHub mounts the workspace, and the files for outputs and summary, as folders that
# only root may write to, and sets the working directory itself
# (https://docs.github.com/actions/reference/workflows-and-actions/dockerfile-support). Elsewhere any user will do.
ENTRYPOINT ["entrypoint"]
