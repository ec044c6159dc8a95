package dev.wardstream.alerts.watch;

import dev.wardstream.alerts.horizon.ArrivalHorizon;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.PatientState;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The watch over patients as the topology sees it: a processor that brings its own stores.
 *
 * @param stateSerde how a patient's state is kept
 * @param keySerde how samples are found, in the order patient, vital, event time
 * @param sampleSerde how a sample is kept
 */
public record Watch(
    Engine engine,
    ArrivalHorizon horizon,
    Counts counts,
    Serde<PatientState> stateSerde,
    Serde<SampleKey> keySerde,
    Serde<KeptSample> sampleSerde)
    implements ProcessorSupplier<String, Input, String, Decision> {

  /** Store of one state per patient. The name is data: topics and folders bear it. */
  public static final String PATIENTS = "patients";

  /** Store of one entry per recent sample. The name is data: topics and folders bear it. */
  public static final String SAMPLES = "samples";

  @Override
  public Processor<String, Input, String, Decision> get() {
    return new PatientWatch(engine, horizon, counts);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(PATIENTS), Serdes.String(), stateSerde),
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(SAMPLES), keySerde, sampleSerde));
  }
}
