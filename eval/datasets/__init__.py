"""Where examples come from: the collection that ships, files of the user's, and public sets through `datasets`."""
