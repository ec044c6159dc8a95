package dev.wardstream.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** How the process itself is: memory, collector, threads, processor, open files, uptime. */
public final class ProcessMetrics implements AutoCloseable {
  private final JvmGcMetrics collector = new JvmGcMetrics();

  private ProcessMetrics() {}

  /** Registers the meters; the collector is listened to until close. */
  public static ProcessMetrics bind(MeterRegistry registry) {
    var metrics = new ProcessMetrics();
    metrics.collector.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return metrics;
  }

  @Override
  public void close() {
    collector.close();
  }
}
