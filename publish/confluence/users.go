package confluence

import (
	"cmp"
	"context"
	"net/http"
)

// User is the account a credential belongs to.
type User struct {
	ID        string // as in Version.AuthorID: account id, or user key on Data Center
	Name      string // display name
	Anonymous bool   // the credential was not recognised, and the site lets everybody read
}

// CurrentUser asks whose credential it is. Sites that let everybody read may
// answer reads also with a wrong credential; this shows it.
// https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/
func (c *Client) CurrentUser(ctx context.Context) (User, error) {
	u, err := ask[struct {
		Type        string `json:"type"`
		DisplayName string `json:"displayName"`
		PublicName  string `json:"publicName"`
		Username    string `json:"username"`
		AccountID   string `json:"accountId"`
		UserKey     string `json:"userKey"`
	}](ctx, c.v1, call{op: CurrentUser, method: http.MethodGet, path: "/user/current"})
	if err != nil {
		return User{}, err
	}
	return User{ID: cmp.Or(u.AccountID, u.UserKey), Name: cmp.Or(u.DisplayName, u.PublicName, u.Username), Anonymous: u.Type == "anonymous"}, nil
}
