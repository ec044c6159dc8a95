package dev.wardstream.accounts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error: an expected outcome, so without a stack trace. */
public final class AccountRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final @Nullable String path;
  private final @Nullable Duration after;

  private AccountRefusal(
      Fault fault, String message, @Nullable String path, @Nullable Duration after) {
    super(message, null, false, false);
    this.fault = fault;
    this.path = path;
    this.after = after;
  }

  static AccountRefusal of(Fault fault, String message) {
    return new AccountRefusal(fault, message, null, null);
  }

  /** A refusal because of one field. */
  static AccountRefusal at(String path, String message) {
    return new AccountRefusal(Fault.MALFORMED, message, path, null);
  }

  /** A refusal that passes by itself. */
  static AccountRefusal retry(Fault fault, String message, Duration after) {
    return new AccountRefusal(fault, message, null, after);
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }

  /** The field at fault; null when it is the whole request. */
  public @Nullable String path() {
    return path;
  }

  /** When to try again; null when there is nothing to wait for. */
  public @Nullable Duration after() {
    return after;
  }
}
