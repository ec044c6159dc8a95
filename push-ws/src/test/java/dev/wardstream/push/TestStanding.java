package dev.wardstream.push;

import dev.wardstream.edge.access.Lapse;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Everybody stands but those a test takes it from. */
final class TestStanding implements Standing {
  private final Map<String, Lapse> lapsed = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  void lapse(String subject, Lapse why) {
    lapsed.put(subject, why);
    listeners.forEach(listener -> listener.accept(subject));
  }

  @Override
  public Optional<Lapse> lapse(Principal principal) {
    return Optional.ofNullable(lapsed.get(principal.subject()));
  }

  @Override
  public void listen(Consumer<String> changed) {
    listeners.add(changed);
  }
}
