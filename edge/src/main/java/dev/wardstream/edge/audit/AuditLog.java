package dev.wardstream.edge.audit;

/** Hears of what was done, too. Any thread, I/O threads among them: it never waits. */
public interface AuditLog extends RefusalLog {

  /** Somebody did something that goes on record. */
  void done(Done done);
}
