package dev.wardstream.edge.http;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;

/**
 * Who sent a request.
 *
 * @param principal who it is
 * @param path what was asked for
 * @param address network address of the client
 * @param visit what the request takes
 * @param refusals where it is recorded what they may not do
 */
public record Caller(
    Principal principal, String path, String address, Visit visit, RefusalLog refusals) {

  /** Records a refusal if it was for something that is not theirs. Any thread. */
  public void refused(String what, Refusal refusal) {
    if (refusal.code() == ErrorCode.FORBIDDEN) {
      refusals.refused(refusal.denied(principal, what, path, address));
    }
  }
}
