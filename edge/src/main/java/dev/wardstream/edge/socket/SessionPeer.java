package dev.wardstream.edge.socket;

import dev.wardstream.edge.access.Principal;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A session as its conversation sees it. */
final class SessionPeer implements Peer {
  private final SocketSession owner;
  private final String name = "s-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  private volatile @Nullable Principal principal;

  SessionPeer(SocketSession owner) {
    this.owner = owner;
  }

  void become(Principal verified) {
    principal = verified;
  }

  boolean is(String subject) {
    var known = principal;
    return known != null && known.subject().equals(subject);
  }

  /** Who it is; null until that is known. */
  @Nullable Principal known() {
    return principal;
  }

  @Override
  public Principal principal() {
    var known = principal;
    if (known == null) {
      throw new IllegalStateException("not authenticated");
    }
    return known;
  }

  @Override
  public String session() {
    return name;
  }

  @Override
  public void wake() {
    owner.outbox.wake();
  }

  @Override
  public void execute(Runnable step) {
    owner.wire.execute(step);
  }

  @Override
  public void after(Duration pause, Runnable step) {
    owner.wire.schedule(step, pause);
  }

  @Override
  public void suspendReads() {
    owner.suspend(true);
  }

  @Override
  public void resumeReads() {
    owner.suspend(false);
  }

  @Override
  public void close(CloseReason reason) {
    owner.wire.execute(() -> owner.close(reason));
  }
}
