"""One set of models, many visitors: `sharing` decodes their sentences together, `service` speaks HTTP."""
