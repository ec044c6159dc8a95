package dev.wardstream.cli.verify;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.client.Device;
import dev.wardstream.client.Reading;
import dev.wardstream.client.Receipt;
import dev.wardstream.client.RefusedException;
import dev.wardstream.client.WardstreamClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Puts one reading after the other, as a well-behaved device would. Heart rate and the like are
 * those of a person who is well, so that no rule alarms; the temperature tells which reading it is.
 */
final class Probe implements Callable<Void> {
  private static final Duration KNOWN_LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final String ASSIGNED = "vitals.readings/";

  private final WardstreamClient client;
  private final Ledger ledger;
  private final int index;
  private final Plan plan;

  Probe(WardstreamClient client, Ledger ledger, int index, Plan plan) {
    this.client = client;
    this.ledger = ledger;
    this.index = index;
    this.plan = plan;
  }

  private String id() {
    return ledger.devices().get(index);
  }

  /**
   * Waits until the installation knows whose device this is: readings of a boot before the run's.
   *
   * @throws CommandFailed with the remedy, when it does not
   */
  void awaitKnown() throws InterruptedException {
    var deadline = System.nanoTime() + KNOWN_LIMIT.toNanos();
    try (var device = client.device(id(), ledger.boot() - 1)) {
      while (!put(device, Instant.now(), 0).at().getFirst().startsWith(ASSIGNED)) {
        if (System.nanoTime() > deadline) {
          throw new CommandFailed(
              "%s is on no patient: its readings go to vitals.unassigned. Leave --no-admit away, or"
                      .formatted(id())
                  + " let whoever runs the care topics put it on a patient of the probe ward.");
        }
        Thread.sleep(PAUSE);
      }
    } catch (RefusedException e) {
      throw new CommandFailed(
          "%s may not write (%s). Enrol it (wardstream devices enrol %1$s --without-code) and give a token for it with --token-file."
              .formatted(id(), e.getMessage()),
          e);
    }
  }

  @Override
  public Void call() throws InterruptedException {
    var end = System.nanoTime() + plan.length().toNanos();
    var due = System.nanoTime() + plan.interval().toNanos() * index / ledger.devices().size();
    var last = Instant.EPOCH;
    try (var device = client.device(id(), ledger.boot())) {
      while (due < end) {
        Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last.plusMillis(1);
        var seq = ledger.sent(index, last);
        ledger.acknowledged(index, seq, put(device, last, seq).at().getFirst());
        due += plan.interval().toNanos();
      }
    }
    return null;
  }

  private static Receipt put(Device device, Instant at, int seq) throws InterruptedException {
    return device.put(
        List.of(
            new Reading(
                at, Map.of("hr", 72, "rr", 16, "spo2", 97, "temp", Ledger.temperature(seq)))));
  }
}
