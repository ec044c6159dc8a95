package dev.wardstream.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What the figures were taken on, and whether anything else was running. */
final class Machine {
  private static final double BUSY = 0.5;

  private Machine() {}

  static void print() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int cores = system.getAvailableProcessors();
    System.out.printf(
        Locale.ROOT,
        "%d cores (%s), %d GiB, %s %s, Java %s, %s%n",
        cores,
        processor(),
        system.getTotalMemorySize() >> 30,
        system.getName(),
        system.getVersion(),
        Runtime.version(),
        Instant.now().truncatedTo(ChronoUnit.MINUTES));
    double load = system.getSystemLoadAverage();
    if (load > BUSY * cores) {
      System.out.printf(Locale.ROOT, "**Not quiet: %.1f processes wanted to run before.**%n", load);
    }
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
