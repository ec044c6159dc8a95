package dev.wardstream.fuzz;

import java.util.Locale;

/** What can be fuzzed. */
public enum Target {
  /** Messages of both WebSocket endpoints: lines, envelopes, the bodies of every verb. */
  FRAMES,
  /** Avro records of every topic that others can write to. */
  AVRO,
  /** Cursors, raw and with a valid checksum. */
  CURSOR,
  /** Tokens, raw and properly signed. */
  TOKEN;

  /** Tries one input; whatever this throws is a finding. */
  public void at(byte[] input) {
    switch (this) {
      case FRAMES -> FramesTarget.fuzzerTestOneInput(input);
      case AVRO -> AvroTarget.fuzzerTestOneInput(input);
      case CURSOR -> CursorTarget.fuzzerTestOneInput(input);
      case TOKEN -> TokenTarget.fuzzerTestOneInput(input);
    }
  }

  /** Name of its folder in the corpus. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
