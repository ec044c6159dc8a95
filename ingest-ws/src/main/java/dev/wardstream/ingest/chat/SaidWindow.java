package dev.wardstream.ingest.chat;

import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was said lately on this node, by author and key: a repeat gets the answer of the original
 * and is not written again. Bounded; what has left the window is written again. Any thread; its
 * lock is never held while answering.
 */
final class SaidWindow {
  private static final int SIZE = 10_000;

  private record Id(String author, String key) {}

  private static final class Said {
    private byte @Nullable [] answer;
    private final List<Reply> waiting = new ArrayList<>(1);
  }

  private final Map<Id, Said> window =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Said> eldest) {
          return size() > SIZE;
        }
      };

  /**
   * Begins to say something, unless it has been said.
   *
   * @return whom to answer when it is recorded; null when it is a repeat, which is answered here
   */
  @Nullable Reply begin(String author, String key, Reply reply) {
    var id = new Id(author, key);
    byte[] known;
    synchronized (this) {
      var said = window.get(id);
      if (said == null) {
        said = new Said();
        said.waiting.add(reply);
        window.put(id, said);
        return new First(id, said);
      }
      if (said.answer == null) {
        said.waiting.add(reply);
        return null;
      }
      known = said.answer;
    }
    reply.ok(known);
    return null;
  }

  /** The reply of the original: answers every repeat that came meanwhile too. */
  private final class First implements Reply {
    private final Id id;
    private final Said said;

    First(Id id, Said said) {
      this.id = id;
      this.said = said;
    }

    @Override
    public void ok(byte[] body) {
      List<Reply> waiting;
      synchronized (SaidWindow.this) {
        said.answer = body;
        waiting = List.copyOf(said.waiting);
        said.waiting.clear();
      }
      waiting.forEach(reply -> reply.ok(body));
    }

    @Override
    public void refuse(Refusal refusal) {
      List<Reply> waiting;
      synchronized (SaidWindow.this) {
        window.remove(id, said);
        waiting = List.copyOf(said.waiting);
        said.waiting.clear();
      }
      waiting.forEach(reply -> reply.refuse(refusal));
    }

    @Override
    public byte @Nullable [] trace() {
      synchronized (SaidWindow.this) {
        return said.waiting.isEmpty() ? null : said.waiting.getFirst().trace();
      }
    }
  }
}
