package rest

// instanceHandlers tell a Data Center from other servers; they need a user there (SPECDC).
var instanceHandlers = []handler{
	{dc, "GET /server-information", func(c *call) (any, error) {
		return object{
			"baseUrl": c.base, "version": "10.0.3", "buildNumber": 10213, "marketplaceBuildNumber": 10213, "buildDate": "2025-07-01",
		}, nil
	}},
	{dc, "GET /accessmode", func(*call) (any, error) {
		return "READ_WRITE", nil
	}},
}
