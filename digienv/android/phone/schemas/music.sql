CREATE TABLE playlists (_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE playlist_songs (
    _id INTEGER PRIMARY KEY,
    playlist_id INTEGER NOT NULL REFERENCES playlists (_id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    position INTEGER NOT NULL
);
CREATE TABLE player (
    _id INTEGER PRIMARY KEY CHECK (_id = 1),
    path TEXT,
    state TEXT NOT NULL,
    shuffle INTEGER NOT NULL DEFAULT 0,
    repeat INTEGER NOT NULL DEFAULT 0
);
INSERT INTO player (_id, path, state) VALUES (1, NULL, 'stopped');
