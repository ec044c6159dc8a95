package dev.wardstream.edge.devices;

import dev.wardstream.edge.audit.Denied;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request to a page that is answered with an error: expected, so without a stack trace. */
final class Fault extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final @Nullable Duration after;
  private final transient @Nullable Denied denied;

  private Fault(
      int status, String code, String message, @Nullable Duration after, @Nullable Denied denied) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.after = after;
    this.denied = denied;
  }

  /**
   * A wrong request.
   *
   * @param status of HTTP
   * @param code of the protocol, or of RFC 6749 where that is spoken
   */
  static Fault of(int status, String code, String message) {
    return new Fault(status, code, message, null, null);
  }

  /** A request that may succeed later. */
  static Fault retry(int status, String code, String message, Duration after) {
    return new Fault(status, code, message, after, null);
  }

  /** A request of somebody who may not: it goes on record. */
  static Fault denied(int status, String code, Denied denied) {
    return new Fault(status, code, denied.reason(), null, denied);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  @Nullable Duration after() {
    return after;
  }

  @Nullable Denied denied() {
    return denied;
  }
}
