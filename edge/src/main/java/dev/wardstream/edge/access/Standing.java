package dev.wardstream.edge.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether principals that were verified are still what they were verified to be. Tokens and
 * certificates cannot say so themselves; the tables of accounts and devices can.
 *
 * <p>Asked whenever a token is verified, and for every open socket of a subject that has changed.
 * Any number of threads, I/O threads among them: neither method may wait.
 */
public interface Standing {

  /** For issuers that take nothing back: every principal stands until it expires. */
  Standing ALWAYS =
      new Standing() {
        @Override
        public Optional<Lapse> lapse(Principal principal) {
          return Optional.empty();
        }

        @Override
        public void listen(Consumer<String> changed) {}
      };

  /** Why the principal is void; empty while it is good, and for subjects that are not known. */
  Optional<Lapse> lapse(Principal principal);

  /**
   * From now on tells the subject of every principal whose standing may have changed, on any
   * thread, after {@link #lapse} answers accordingly. Nobody stops listening.
   */
  void listen(Consumer<String> changed);

  /** A standing that is good while each of these is. */
  static Standing all(List<Standing> parts) {
    var each = List.copyOf(parts);
    return new Standing() {
      @Override
      public Optional<Lapse> lapse(Principal principal) {
        for (var part : each) {
          var lapse = part.lapse(principal);
          if (lapse.isPresent()) {
            return lapse;
          }
        }
        return Optional.empty();
      }

      @Override
      public void listen(Consumer<String> changed) {
        each.forEach(part -> part.listen(changed));
      }
    };
  }
}
