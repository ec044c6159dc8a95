package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import dev.wardstream.cli.platform.Demo;
import dev.wardstream.cli.platform.PlatformConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the ward wall costs a browser: 64 beds, four vitals each, once a second; every eighth bed in
 * alarm. Prints, per minute, the live heap of the page and the processor time of the whole browser
 * and of the page. Chromium draws in software here, which a graphics card would do. Runs only when
 * asked for by name.
 */
class MeasureWall {
  private static final int BEDS = Integer.getInteger("wardstream.wall.beds", 64);
  private static final int MINUTES = Integer.getInteger("wardstream.wall.minutes", 10);
  private static final int SETTLED = 2;
  private static final double MEBIBYTE = 1 << 20;
  private static final long SECOND = 1_000_000_000L;

  @Test
  void sixtyFourBeds(@TempDir Path data) {
    var config = PlatformConfig.ephemeral().in(data).with(Demo.of("icu-1", Set.of()));
    try (var world = World.start(config);
        var browsers = Browsers.open()) {
      for (var bed = 1; bed <= BEDS; bed++) {
        world.admit("p-" + bed, "icu-1", Integer.toString(bed));
        world.associate("mon-" + bed, "p-" + bed);
      }
      var page = browsers.page();
      page.setViewportSize(1920, 1080);
      Browsers.signIn(page, world, "Nurse Noor");
      assertThat(page.locator(".tile")).hasCount(BEDS);
      var inside = page.context().newCDPSession(page);
      inside.send("Performance.enable");
      var whole = browsers.processes();
      var heaps = new ArrayList<Double>();
      for (var minute = 1; minute <= MINUTES; minute++) {
        var before = cpu(whole, "");
        var pageBefore = cpu(whole, "renderer");
        var began = System.nanoTime();
        beatForAMinute(world, began, minute);
        var elapsed = (System.nanoTime() - began) / (double) SECOND;
        heaps.add(heap(inside));
        System.out.printf(
            "minute %d: heap %.1f MiB, browser %.0f %% of a core, page %.0f %%%n",
            minute,
            heaps.getLast(),
            100 * (cpu(whole, "") - before) / elapsed,
            100 * (cpu(whole, "renderer") - pageBefore) / elapsed);
      }
      assertThat(heaps.getLast())
          .as("MiB after %s, by minute: %s", Duration.ofMinutes(MINUTES), heaps)
          .isLessThan(heaps.get(Math.min(SETTLED, heaps.size()) - 1) * 1.25);
    }
  }

  /** With new sockets: the tokens of devices last for minutes. */
  private static void beatForAMinute(World world, long began, int minute) {
    var devices =
        IntStream.rangeClosed(1, BEDS).mapToObj(bed -> world.device("mon-" + bed)).toList();
    for (var second = 1; second <= 60; second++) {
      beat(devices, minute * 60L + second);
      LockSupport.parkNanos(began + second * SECOND - System.nanoTime());
    }
    devices.forEach(WireClient::close);
  }

  private static void beat(List<WireClient> devices, long second) {
    var now = Instant.now().toEpochMilli();
    for (var i = 0; i < devices.size(); i++) {
      var low = i % 8 == 0;
      devices
          .get(i)
          .ask(
              "\"put\":{\"device\":\"mon-%d\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":%d,\"hr\":%d,\"rr\":%d,\"spo2\":%d,\"sbp\":%d}]}"
                  .formatted(
                      i + 1,
                      second,
                      now,
                      70 + (i + second) % 9,
                      14 + (i + second) % 3,
                      low ? 88 : 96 + (i + second) % 3,
                      118 + second % 5));
    }
  }

  /** Of what is alive. */
  private static double heap(CDPSession page) {
    page.send("HeapProfiler.collectGarbage");
    for (var metric : page.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      var one = metric.getAsJsonObject();
      if (one.get("name").getAsString().equals("JSHeapUsedSize")) {
        return one.get("value").getAsDouble() / MEBIBYTE;
      }
    }
    throw new IllegalStateException("the browser does not tell its heap");
  }

  /** Seconds of processor time so far, of processes of a type, or of all. */
  private static double cpu(CDPSession browser, String type) {
    var sum = 0.0;
    for (var process : browser.send("SystemInfo.getProcessInfo").getAsJsonArray("processInfo")) {
      JsonObject one = process.getAsJsonObject();
      if (one.get("type").getAsString().contains(type)) {
        sum += one.get("cpuTime").getAsDouble();
      }
    }
    return sum;
  }
}
