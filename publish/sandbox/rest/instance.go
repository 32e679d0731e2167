package rest

// instanceOperations tell a Data Center from other servers; they need a user there (SPECDC).
func instanceOperations() []operation {
	return []operation{
		{on: dc, method: "GET", path: "/server-information", handle: func(c *call) (any, error) {
			return object{
				"baseUrl": c.base, "version": "10.0.3", "buildNumber": 10213, "marketplaceBuildNumber": 10213, "buildDate": "2025-07-01",
			}, nil
		}},
		{on: dc, method: "GET", path: "/accessmode", handle: func(*call) (any, error) {
			return "READ_WRITE", nil
		}},
	}
}
