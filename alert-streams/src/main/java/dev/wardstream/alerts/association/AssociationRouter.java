package dev.wardstream.alerts.association;

import dev.wardstream.alerts.watch.Input;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Sends each change of a device's associations to the patients it concerns, those it no longer
 * names included. Runs on the stream thread that has the partition.
 */
final class AssociationRouter implements Processor<String, DeviceIntervals, String, Input> {
  private ProcessorContext<String, Input> context;
  private KeyValueStore<String, DeviceIntervals> devices;

  @Override
  public void init(ProcessorContext<String, Input> context) {
    this.context = context;
    this.devices = context.getStateStore(Associations.DEVICES);
  }

  @Override
  public void process(Record<String, DeviceIntervals> record) {
    var device = record.key();
    if (device == null) {
      throw new IllegalArgumentException("associations of no device");
    }
    @Nullable DeviceIntervals value = record.value();
    @Nullable DeviceIntervals before = devices.get(device);
    var now = value == null ? DeviceIntervals.NONE : value;
    var known = before == null ? DeviceIntervals.NONE : before;
    devices.put(device, value);
    now.changes(known, device)
        .forEach((patient, change) ->
            context.forward(new Record<>(patient, change, record.timestamp())));
  }
}
