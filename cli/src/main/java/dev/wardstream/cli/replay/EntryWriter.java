package dev.wardstream.cli.replay;

import java.io.IOException;

/** Writes entries in one format. */
interface EntryWriter {

  /** Writes what comes before the first entry. */
  void begin() throws IOException;

  void write(Entry entry) throws IOException;

  /** Hands everything written so far to the stream below. */
  void flush() throws IOException;
}
