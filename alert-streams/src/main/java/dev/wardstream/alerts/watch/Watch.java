package dev.wardstream.alerts.watch;

import dev.wardstream.alerts.horizon.ArrivalHorizon;
import dev.wardstream.alerts.rules.RulesInForce;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The watch over patients as the topology sees it: a processor that brings its own stores. Names of
 * stores are data: topics and folders bear them.
 *
 * @param rules who decides
 * @param horizon how far time may pass
 * @param counts what becomes of readings and actions
 * @param onHeap so many patients of a partition stay on the heap; others are read when needed
 */
public record Watch(RulesInForce rules, ArrivalHorizon horizon, Counts counts, int onHeap)
    implements ProcessorSupplier<String, Input, String, Decision> {

  /** What changes of a patient with every reading. */
  public static final String PATIENTS = "patients";

  /** What changes of a patient once a minute, or with an alert. */
  public static final String PATIENTS_RARELY = "patients-rarely";

  /** The samples of each patient, one entry per put. */
  public static final String JOURNAL = "journal";

  @Override
  public Processor<String, Input, String, Decision> get() {
    return new PatientWatch(this);
  }

  /** Only of {@code patients} is the same entry written more than once between two commits. */
  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(PATIENTS), Serdes.String(), Serdes.ByteArray())
            .withCachingEnabled(),
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(PATIENTS_RARELY), Serdes.String(), Serdes.ByteArray()),
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(JOURNAL), Serdes.Bytes(), Serdes.ByteArray()));
  }
}
