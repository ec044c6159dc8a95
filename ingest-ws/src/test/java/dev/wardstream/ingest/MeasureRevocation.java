package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.devices.Enrolment.Wanted;
import dev.wardstream.schemas.avro.DeviceKind;
import dev.wardstream.schemas.avro.DeviceState;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from the operator's word to the end of an open socket, by way of the log. Runs
 * only when asked for by name.
 */
class MeasureRevocation {
  private static final int DEVICES = 50;

  @Test
  void untilTheSocketIsClosed() {
    var fromTheWord = new long[DEVICES];
    var fromTheLog = new long[DEVICES];
    try (var ward = new DeviceWard(Map.of())) {
      for (int i = 0; i < DEVICES; i++) {
        revoke(ward, i, fromTheWord, fromTheLog);
      }
    }
    print("from the operator's word", fromTheWord);
    print("from its commit to the log", fromTheLog);
  }

  private static void print(String what, long[] micros) {
    Arrays.sort(micros);
    System.out.printf(
        "%s to the end of the socket: median %.1f ms, slowest of %d %.1f ms%n",
        what, micros[DEVICES / 2] / 1e3, DEVICES, micros[DEVICES - 1] / 1e3);
  }

  private static void revoke(DeviceWard ward, int number, long[] fromTheWord, long[] fromTheLog) {
    var device = "dev-" + number;
    ward.enrolment.admit(device, new Wanted(DeviceKind.DEVICE, Set.of()), "op-1");
    ward.awaitKnown(device, row -> row.getState() == DeviceState.ACTIVE);
    try (var client =
        Client.connect(ward.server.port(), ward.token(device, Role.DEVICE, Set.of()))) {
      long begin = System.nanoTime();
      ward.enrolment.revoke(device, "op-1");
      long committed = System.nanoTime();
      var line = client.line();
      while (!line.startsWith("closed")) {
        line = client.line();
      }
      assertThat(line).startsWith("closed 4500");
      long closed = System.nanoTime();
      fromTheWord[number] = TimeUnit.NANOSECONDS.toMicros(closed - begin);
      fromTheLog[number] = TimeUnit.NANOSECONDS.toMicros(closed - committed);
    }
  }
}
