package dev.wardstream.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ca.uhn.fhir.context.FhirContext;
import dev.wardstream.fhir.FhirReader.UnreadableException;
import dev.wardstream.fhir.Submission.Shape;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.Arrays;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirReaderTest {
  private static final FhirReader READER = new FhirReader(FhirContext.forR4Cached());
  private static final String HEART_RATE = Samples.read("heart-rate");
  private static final String PRESSURE = Samples.read("blood-pressure");
  private static final String SATURATION = Samples.read("oxygen-saturation");
  private static final String TEMPERATURE = Samples.read("temperature");

  private static Entry read(String json) throws UnreadableException {
    return READER.observation(json).entries().getFirst();
  }

  private static Entry.Understood understood(String json) throws UnreadableException {
    assertThat(read(json)).isInstanceOf(Entry.Understood.class);
    return (Entry.Understood) read(json);
  }

  private static Issue refusal(String json) throws UnreadableException {
    var entry = read(json);
    assertThat(entry).isInstanceOf(Entry.Refused.class);
    return entry.issues().stream().filter(Issue::isError).findFirst().orElseThrow();
  }

  @Test
  void takesAHeartRate() throws Exception {
    var put = understood(HEART_RATE).put();
    assertThat(put.device()).isEqualTo("mon-7");
    assertThat(put.patient()).isEqualTo("p-3");
    assertThat(put.reading().getT()).isEqualTo(Instant.parse("2026-11-21T09:00:05.250Z"));
    assertThat(put.reading().getStatus()).isEqualTo(ReadingStatus.FINAL);
    assertThat(put.reading().getValues()).containsExactly(new Measurement(Vital.HR, "72", null));
  }

  @Test
  void takesAPanelOfBloodPressuresAsOneReading() throws Exception {
    assertThat(understood(PRESSURE).put().reading().getValues())
        .containsExactly(
            new Measurement(Vital.SBP, "107", null),
            new Measurement(Vital.DBP, "60", null),
            new Measurement(Vital.MAP, "10.133", "kPa"));
  }

  @Test
  void takesSaturationWithOxygenAndTellsWhatItLeavesOut() throws Exception {
    var entry = understood(SATURATION);
    assertThat(entry.put().reading().getValues())
        .containsExactly(
            new Measurement(Vital.SPO2, "95.0", null), new Measurement(Vital.O2_FLOW, "6", null));
    assertThat(entry.issues())
        .extracting(Issue::severity, Issue::expression)
        .containsExactly(
            tuple(IssueSeverity.WARNING, "Observation.component[1].dataAbsentReason"),
            tuple(IssueSeverity.WARNING, "Observation.component[2].code"));
  }

  @Test
  void keepsDecimalsAndUnitsAsSent() throws Exception {
    assertThat(understood(TEMPERATURE).put().reading().getValues())
        .containsExactly(new Measurement(Vital.TEMP, "100.40", "[degF]"));
    assertThat(understood(Samples.read("respiratory-rate")).put().reading().getValues())
        .containsExactly(new Measurement(Vital.RR, "26", "{breaths}/min"));
  }

  @Test
  void takesConsciousnessAsOneLetter() throws Exception {
    var code = "\"system\":\"http://snomed.info/sct\",\"code\":\"1104441000000107\"";
    var acvpu =
        TEMPERATURE
            .replace("\"system\": \"http://loinc.org\", \"code\": \"8310-5\"", code)
            .replaceFirst("\"valueQuantity\": \\{[^}]*}", "\"valueString\": \"V\"");
    assertThat(understood(acvpu).put().reading().getValues())
        .containsExactly(new Measurement(Vital.ACVPU, "V", null));
    assertThat(refusal(acvpu.replace("\"V\"", "\"Verbal\"")).expression())
        .isEqualTo("Observation.value");
    assertThat(
            understood(
                    acvpu.replace(
                        "\"valueString\": \"V\"",
                        "\"valueCodeableConcept\":{\"coding\":[{\"system\":"
                            + "\"urn:wardstream:acvpu\",\"code\":\"C\"}]}"))
                .put()
                .reading()
                .getValues())
        .containsExactly(new Measurement(Vital.ACVPU, "C", null));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "final, FINAL",
    "preliminary, FINAL",
    "amended, CORRECTED",
    "corrected, CORRECTED",
    "entered-in-error, ENTERED_IN_ERROR"
  })
  void takesEveryStatusThatHoldsAValue(String status, ReadingStatus expected) throws Exception {
    var json = TEMPERATURE.replace("\"final\"", "\"" + status + "\"");
    assertThat(understood(json).put().reading().getStatus()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "final"                              | "registered"                 | Observation.status
          "final"                              | "cancelled"                  | Observation.status
          "status": "final",                   |                              | Observation.status
          "code": "8310-5"                     | "code": "8310-6"             | Observation.code
          "code": "8310-5"                     | "code": "67775-7"            | Observation.code
          "code": "8310-5"                     | "code": "88330-6"            | Observation.code
          "code": "8310-5"                     | "code": "85353-1"            | Observation.code
          http://loinc.org                     | http://snomed.info/sct       | Observation.code
          "[degF]"                             | "degF"                       | Observation.value.ofType(Quantity).code
          "[degF]"                             | "C"                          | Observation.value.ofType(Quantity).code
          "[degF]"                             | "mm[Hg]"                     | Observation.value.ofType(Quantity).code
          , "code": "[degF]"                   |                              | Observation.value.ofType(Quantity).code
          http://unitsofmeasure.org            | http://snomed.info/sct       | Observation.value.ofType(Quantity).system
          "value": 100.40                      | "value": 100.40, "comparator": "<" | Observation.value.ofType(Quantity).comparator
          "value": 100.40,                     |                              | Observation.value.ofType(Quantity).value
          100.40                               | 1e31                         | Observation.value.ofType(Quantity).value
          100.40                               | "1e999999999"                | Observation.value.ofType(Quantity).value
          100.40                               | "1e-999999999"               | Observation.value.ofType(Quantity).value
          Device/mon-7                         | Device/mon 7                 | Observation.device.reference
          Device/mon-7                         | Patient/mon-7                | Observation.device.reference
          Device/mon-7                         | urn:uuid:187e0c12-8dd2-67e2-99b2-bf273c878281 | Observation.device.reference
          Patient/p-3                          | http://elsewhere.example/fhir/Patient/p-3 | Observation.subject.reference
          Patient/p-3                          | Group/p-3                    | Observation.subject.reference
          "2026-11-21T09:00:20Z"               | "2026-11-21"                 | Observation.effective
          "2026-11-21T09:00:20Z"               | "2026-11-21T09:00:20"        | Observation.effective
          "2026-11-21T09:00:20Z"               | "1969-11-21T09:00:20Z"       | Observation.effective
          "effectiveDateTime": "2026-11-21T09:00:20Z", |                      | Observation.effective
          "effectiveDateTime": "2026-11-21T09:00:20Z" | "effectivePeriod": {"start": "2026-11-21T09:00:20Z"} | Observation.effective
          "status": "final",                   | "status": "final", "implicitRules": "http://x.example/r", | Observation.implicitRules
          "status": "final",                   | "status": "final", "modifierExtension": [{"url": "http://x.example/m", "valueBoolean": true}], | Observation.modifierExtension
          """)
  void refusesWhatWouldHaveToBeGuessed(String was, String is, String expression) throws Exception {
    assertThat(TEMPERATURE).contains(was);
    var issue = refusal(TEMPERATURE.replace(was, is == null ? "" : is));
    assertThat(issue.expression()).isEqualTo(expression);
    assertThat(issue.message()).isNotBlank();
  }

  @Test
  void refusesAnObservationWithoutADevice() throws Exception {
    var json = TEMPERATURE.replace(",\n  \"device\": {\"reference\": \"Device/mon-7\"}", "");
    assertThat(refusal(json).expression()).isEqualTo("Observation.device");
    assertThat(refusal(json).message()).contains("Device/mon-7");
  }

  @Test
  void namesTheComponentAtFault() throws Exception {
    var json = PRESSURE.replaceFirst("\"mm\\[Hg]\"", "\"mmHg\"");
    assertThat(refusal(json).expression())
        .isEqualTo("Observation.component[0].value.ofType(Quantity).code");
    assertThat(refusal(json).message()).contains("mm[Hg]").contains("kPa");
  }

  @Test
  void refusesAPanelWithTheSameVitalTwiceOrWithoutAny() throws Exception {
    assertThat(refusal(PRESSURE.replace("8462-4", "8480-6")).expression())
        .isEqualTo("Observation.component");
    var unknown =
        PRESSURE.replace("8462-4", "1-8").replace("8480-6", "1-8").replace("8478-0", "1-8");
    assertThat(refusal(unknown).expression()).isEqualTo("Observation.component");
  }

  @Test
  void takesAnAbsentValueForNothing() throws Exception {
    var reason =
        "\"dataAbsentReason\": {\"coding\":[{\"system\":"
            + "\"http://terminology.hl7.org/CodeSystem/data-absent-reason\",\"code\":\"error\"}]}";
    var json = TEMPERATURE.replaceFirst("\"valueQuantity\": \\{[^}]*}", reason);
    assertThat(read(json)).isInstanceOf(Entry.Empty.class);
    assertThat(refusal(TEMPERATURE.replaceFirst("\"valueQuantity\": \\{[^}]*},", "")).expression())
        .isEqualTo("Observation.value");
  }

  @Test
  void takesAnObservationWithoutSubjectForTheDevicesPatient() throws Exception {
    var json = TEMPERATURE.replace("\"subject\": {\"reference\": \"Patient/p-3\"},", "");
    assertThat(understood(json).put().patient()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"resourceType\":\"Patient\"}",
        "{\"resourceType\":\"Nope\"}",
        "{\"resourceType\":\"Observation\",\"nope\":1}",
        "{\"resourceType\":\"Observation\",\"status\":\"bogus\"}",
        "{\"resourceType\":\"Observation\",\"subject\":7}",
        "{\"resourceType\":\"Observation\",\"effectiveDateTime\":\"2026-11-21T25:00:00Z\"}",
      })
  void refusesWhatIsNoObservation(String json) {
    assertThatThrownBy(() -> READER.observation(json)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void givesTheSameContentTheSameIdentity() throws Exception {
    var once = understood(HEART_RATE);
    var again =
        understood(HEART_RATE.replace("Bedside monitor 7", "renamed").replace("72 /min", ""));
    assertThat(again.id()).isEqualTo(once.id()).matches("[0-9a-f]{32}");
    assertThat(again.put().seq())
        .isEqualTo(once.put().seq())
        .isBetween(0L, 999_999_999_999_999_999L);
    assertThat(once.put().boot()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "72, 73",
    "mon-7, mon-8",
    "p-3, p-4",
    "05.250, 05.251",
    "/min\"}, {beat}/min\"}",
    "\"final\", \"corrected\"",
    "187e0c12, 187e0c13",
    "8867-4, 8889-8"
  })
  void givesOtherContentAnotherIdentity(String was, String is) throws Exception {
    var json = HEART_RATE.replace("\"Heart rate 72 /min\"", "").replace(was, is);
    assertThat(understood(json).put().seq()).isNotEqualTo(understood(HEART_RATE).put().seq());
    assertThat(understood(json).id()).isNotEqualTo(understood(HEART_RATE).id());
  }

  @Test
  void readsBundlesInOrderAndNamesTheEntryAtFault() throws Exception {
    var bad = TEMPERATURE.replace("[degF]", "degF");
    var submission =
        READER.bundle(Samples.bundle("transaction", HEART_RATE, bad, PRESSURE, SATURATION));
    assertThat(submission.shape()).isEqualTo(Shape.TRANSACTION);
    assertThat(submission.isUnderstood()).isFalse();
    assertThat(submission.entries())
        .extracting(entry -> entry.getClass().getSimpleName())
        .containsExactly("Understood", "Refused", "Understood", "Understood");
    assertThat(submission.entries().get(1).issues().getFirst().expression())
        .isEqualTo("Bundle.entry[1].resource.value.ofType(Quantity).code");
    assertThat(READER.bundle(Samples.bundle("batch", PRESSURE)).shape()).isEqualTo(Shape.BATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, PUT, Bundle.entry[0].request",
    "\"url\":\"Observation\", \"url\":\"Patient\", Bundle.entry[0].request",
    "\"resourceType\": \"Observation\", \"resourceType\": \"Basic\", ''",
  })
  void takesNothingButNewObservations(String was, String is, String expression) throws Exception {
    var json = Samples.bundle("batch", TEMPERATURE).replace(was, is);
    if (expression.isEmpty()) {
      assertThatThrownBy(() -> READER.bundle(json)).isInstanceOf(UnreadableException.class);
    } else {
      assertThat(READER.bundle(json).entries().getFirst().issues().getFirst().expression())
          .isEqualTo(expression);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"document", "searchset", "history", "transaction-response"})
  void refusesOtherBundles(String type) {
    assertThatThrownBy(() -> READER.bundle(Samples.bundle(type, TEMPERATURE)))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("transaction or batch");
  }

  @Test
  void refusesAHugeBundle() throws Exception {
    var resources = new String[FhirReader.MAX_ENTRIES + 1];
    Arrays.fill(resources, "{\"resourceType\":\"Observation\"}");
    assertThatThrownBy(() -> READER.bundle(Samples.bundle("batch", resources)))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("500 entries");
    var most = Samples.bundle("batch", Arrays.copyOf(resources, FhirReader.MAX_ENTRIES));
    assertThat(READER.bundle(most).entries()).hasSize(FhirReader.MAX_ENTRIES);
  }

  /** LOINC's check digit: mod 10 of the digits, every other one doubled, from the right. */
  @Test
  void knowsOnlyCodesWithTheRightCheckDigit() {
    for (var code : VitalCodes.loincCodes()) {
      assertThat(checkDigit(code.substring(0, code.indexOf('-'))))
          .as(code)
          .isEqualTo(code.charAt(code.length() - 1) - '0');
    }
  }

  private static int checkDigit(String number) {
    var sum = 0;
    for (var i = 0; i < number.length(); i++) {
      var digit = number.charAt(number.length() - 1 - i) - '0';
      var weighed = i % 2 == 0 ? digit * 2 : digit;
      sum += weighed / 10 + weighed % 10;
    }
    return (10 - sum % 10) % 10;
  }
}
