package dev.wardstream.desk.rules;

import dev.wardstream.desk.http.Conflict;
import dev.wardstream.desk.http.Fields;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Puts rule sets into force, one at a time in the whole cluster. Any thread that may wait. */
public final class RuleOffice {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LATER = Duration.ofSeconds(2);

  private final Map<String, Object> kafka;
  private final SchemaRegistry registry;
  private final RuleShelf shelf;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /**
   * An office of a cluster.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public RuleOffice(Map<String, Object> kafka, SchemaRegistry registry, RuleShelf shelf) {
    this.kafka = Map.copyOf(kafka);
    this.registry = registry;
    this.shelf = shelf;
  }

  /**
   * Who wants it.
   *
   * @param expected the version in force that they have looked at
   */
  record Wish(String by, String note, int expected) {}

  /**
   * What is in force now.
   *
   * @param position in the log; empty when it was in force already
   */
  record Done(String name, int version, String hash, String position) {
    boolean unchanged() {
      return position.isEmpty();
    }
  }

  /** Applies a document as the next version. */
  Done apply(Fields fields, RuleDocument document, Wish wish) throws Refusal, Conflict {
    oneAtATime.lock();
    try (var session = ApplySession.open(kafka, registry, false)) {
      var id = document.rules().id().name();
      var newest = RuleRoutes.newest(id, session.applied().versions(id));
      if (newest != wish.expected()) {
        throw new Conflict(
            "version %d of %s is in force, not %d: somebody else applied it; look at it first"
                .formatted(newest, id, wish.expected()));
      }
      var next = NextVersion.of(document, session.applied(), RuleRoutes.FILE, true);
      var now = next.document().rules().id();
      if (next.inForce()) {
        return new Done(next.name(), now.version(), now.hash(), "");
      }
      var position = session.apply(next.document(), wish.by(), wish.note());
      if (!shelf.awaitRead(position, PATIENCE)) {
        throw Refusal.retry(
            ErrorCode.UNKNOWN_OUTCOME,
            "recorded at %s, but this node has not read it yet: look at it again"
                .formatted(position),
            LATER);
      }
      return new Done(next.name(), now.version(), now.hash(), position);
    } catch (ApplyFailed e) {
      throw refusal(fields, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.retry(ErrorCode.UNKNOWN_OUTCOME, "this node is going away", LATER);
    } finally {
      oneAtATime.unlock();
    }
  }

  private static Refusal refusal(Fields fields, ApplyFailed failure) throws Conflict {
    var message = String.valueOf(failure.getMessage());
    return switch (failure.kind()) {
      case REFUSED -> fields.wrong("yaml", message);
      case CHANGED -> throw new Conflict(message);
      case UNAVAILABLE -> Refusal.retry(ErrorCode.UNAVAILABLE, message, LATER);
      case UNKNOWN -> Refusal.retry(ErrorCode.UNKNOWN_OUTCOME, message, LATER);
    };
  }
}
