package dev.wardstream.edge.socket;

import dev.wardstream.edge.access.Principal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The other end of an authenticated connection. Safe to use from any thread. */
public interface Peer {

  /** Who it is now; renewals in place replace it, with the same subject. */
  Principal principal();

  /** Opaque id of this session, unique on this node; for logs and close decisions. */
  String session();

  /** Network address of the client, for the record; null when it is not known. */
  @Nullable String address();

  /** Asks for a {@link Conversation#fill} as soon as the socket can take more. Cheap, coalesced. */
  void wake();

  /** Runs a step on the connection's I/O thread, after the current one. */
  void execute(Runnable step);

  /** Runs a step on the connection's I/O thread after a while; I/O thread only. */
  void after(Duration pause, Runnable step);

  /** Stops reading from the socket: TCP makes the sender wait. Idempotent; I/O thread only. */
  void suspendReads();

  /** Reads again. Idempotent; I/O thread only. */
  void resumeReads();

  /** Says {@code bye} with the reason and closes; what is queued is dropped. */
  void close(CloseReason reason);
}
