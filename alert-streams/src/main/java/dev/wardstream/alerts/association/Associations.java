package dev.wardstream.alerts.association;

import dev.wardstream.alerts.watch.Input;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The turning round of associations as the topology sees it: a processor that brings its own store.
 *
 * @param serde how the intervals of a device are kept
 */
public record Associations(Serde<DeviceIntervals> serde)
    implements ProcessorSupplier<String, DeviceIntervals, String, Input> {

  /** Store of the intervals last seen of each device. The name is data. */
  public static final String DEVICES = "devices";

  @Override
  public Processor<String, DeviceIntervals, String, Input> get() {
    return new AssociationRouter();
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(DEVICES), Serdes.String(), serde));
  }
}
