package dev.wardstream.alerts.rehoming;

import dev.wardstream.alerts.wire.UnassignedPut;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The moving of readings as the topology sees it: a processor that brings its own stores, and reads
 * {@link dev.wardstream.alerts.association.Associations#DEVICES}. Out come parts of puts by
 * patient.
 *
 * @param puts puts as on the topic
 * @param counts what becomes of the readings
 */
public record Rehoming(Serde<UnassignedPut> puts, RehomingCounts counts)
    implements ProcessorSupplier<String, DeviceInput, String, UnassignedPut> {

  /** Store of puts with readings that had no patient. The name is data. */
  static final String HELD = "unassigned";

  /** Store of devices whose puts are being moved, and how far that has come. The name is data. */
  static final String MOVING = "rehoming";

  @Override
  public Processor<String, DeviceInput, String, UnassignedPut> get() {
    return new Mover(counts);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(HELD), Serdes.Bytes(), new HeldBytes(puts).serde()),
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(MOVING), Serdes.String(), Serdes.Bytes()));
  }
}
