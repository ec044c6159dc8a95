package dev.wardstream.edge.socket;

import dev.wardstream.edge.access.Lapse;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.Denied;
import org.jspecify.annotations.Nullable;

/** Counts what is refused on a socket, and records what was not theirs to ask for. Any thread. */
record Denials(SocketContext context, Endpoint endpoint, Wire wire) {

  /**
   * A request has been refused.
   *
   * @param principal who asked; null before anybody has said who they are
   * @param verifying somebody is just saying so
   * @param verb null when the line had none
   */
  void refused(
      @Nullable Principal principal, boolean verifying, @Nullable String verb, Refusal refusal) {
    context.metrics().refused(refusal.code());
    var isForbidden = refusal.code() == ErrorCode.FORBIDDEN;
    var isBadToken =
        refusal.code() == ErrorCode.UNAUTHENTICATED && (principal != null || verifying);
    if (verb != null && (isForbidden || isBadToken)) {
      record(principal, verb, refusal);
    }
  }

  /** The peer has lost its standing; with which reason it is closed. */
  CloseReason lapsed(@Nullable Principal principal, Lapse lapse) {
    context.metrics().lapsed(lapse);
    record(principal, Denied.SOCKET, Refusal.of(ErrorCode.UNAUTHENTICATED, lapse.name()));
    return lapse == Lapse.RIGHTS_CHANGED ? CloseReason.FORBIDDEN : CloseReason.UNAUTHENTICATED;
  }

  private void record(@Nullable Principal principal, String what, Refusal refusal) {
    context.refusals().refused(refusal.denied(principal, what, endpoint.path(), wire.address()));
  }
}
