package dev.wardstream.edge.audit;

/** Hears of what is refused. Any thread, I/O threads among them: it never waits. */
@FunctionalInterface
public interface RefusalLog {

  /** For servers that keep no record, as in tests of the protocol. */
  RefusalLog NONE = _ -> {};

  /** Somebody tried something that they may not, and was told so. */
  void refused(Denied denied);
}
