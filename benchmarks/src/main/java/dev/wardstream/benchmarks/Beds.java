package dev.wardstream.benchmarks;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The beds of a measurement: device {@code mon-7} is on patient {@code p-7}, fifty to a ward.
 *
 * @param count how many
 */
record Beds(int count) {
  /** As long as a verifier accepts. */
  static final Duration TOKEN_LIFETIME = Duration.ofMinutes(15);

  private static final int PER_WARD = 50;
  private static final String PROFILE = "adult-continuous";

  static String device(int bed) {
    return "mon-" + bed;
  }

  static String patient(int bed) {
    return "p-" + bed;
  }

  /** Ward of a bed. */
  static String ward(int bed) {
    return "w-" + bed / PER_WARD;
  }

  List<String> wards() {
    return IntStream.range(0, count).mapToObj(Beds::ward).distinct().toList();
  }

  /** May write for every n-th device. */
  Principal gateway(int number, int of) {
    var devices =
        IntStream.range(0, count)
            .filter(bed -> bed % of == number)
            .mapToObj(Beds::device)
            .collect(Collectors.toSet());
    return new Principal(
        "gateway-" + number, Set.of(Role.GATEWAY), Set.of(), Set.of(), devices, Instant.EPOCH);
  }

  /** May watch every ward. */
  Principal nurse() {
    return new Principal(
        "nurse", Set.of(Role.NURSE), Set.copyOf(wards()), Set.of(), Set.of(), Instant.EPOCH);
  }

  /** Writes patients and devices to the care topics. */
  void admit(String bootstrapServers, SchemaRegistry registry) {
    var patients = AvroSerde.of(Topics.CARE_PATIENTS, CarePatient.class, registry).serializer();
    var devices =
        AvroSerde.of(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class, registry).serializer();
    try (var log = LogWriter.to(bootstrapServers)) {
      for (int bed = 0; bed < count; bed++) {
        log.write(Topics.CARE_PATIENTS, patient(bed), patients.encode(inBed(bed)));
        log.write(Topics.CARE_ASSOCIATIONS, device(bed), devices.encode(worn(bed)));
      }
    }
  }

  private static CarePatient inBed(int bed) {
    return CarePatient.newBuilder()
        .setWard(ward(bed))
        .setBed(Integer.toString(bed))
        .setProfile(PROFILE)
        .build();
  }

  private static DeviceAssociations worn(int bed) {
    return new DeviceAssociations(
        List.of(new AssociationInterval(patient(bed), Instant.EPOCH, null, List.of())));
  }
}
