"""One set of models, many visitors: `sharing` decodes their sentences together, `service` admits and runs their work,
`http` speaks HTTP."""
