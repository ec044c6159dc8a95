package dev.wardstream.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The house keeps its shape: dependencies point one way, and each library has one door. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.wardstream");

  private static final List<String> LAYERS =
      List.of(
          "schemas",
          "clinical",
          "edge",
          "accounts",
          "desk",
          "embedded",
          "fhir",
          "ingest",
          "alerts",
          "push",
          "client",
          "cli");

  @Test
  void dependenciesPointOneWay() {
    layers()
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("fhir")
        .mayOnlyBeAccessedByLayers("ingest")
        .whereLayer("ingest")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("alerts")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("push")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("client")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("embedded")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("edge")
        .mayOnlyBeAccessedByLayers("accounts", "desk", "ingest", "alerts", "push", "cli")
        .whereLayer("accounts")
        .mayOnlyBeAccessedByLayers("ingest", "push", "cli")
        .whereLayer("desk")
        .mayOnlyBeAccessedByLayers("push", "cli")
        .check(CLASSES);
  }

  private static LayeredArchitecture layers() {
    var layers = Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (var name : LAYERS) {
      layers = layers.layer(name).definedBy("dev.wardstream.%s..".formatted(name));
    }
    return layers;
  }

  @Test
  void schemasAndClinicalStandAlone() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.wardstream.schemas..", "dev.wardstream.clinical..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.wardstream.edge..",
            "dev.wardstream.embedded..",
            "dev.wardstream.ingest..",
            "dev.wardstream.alerts..",
            "dev.wardstream.push..",
            "dev.wardstream.cli..")
        .check(CLASSES);
  }

  @Test
  void clinicalRulesKnowOnlyJava() {
    noClasses()
        .that()
        .resideInAPackage("dev.wardstream.clinical..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache..", "org.slf4j..", "java.net..", "java.io..")
        .check(CLASSES);
  }

  @Test
  void fhirKnowsNeitherHttpNorKafka() {
    noClasses()
        .that()
        .resideInAPackage("dev.wardstream.fhir..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.wardstream.edge..", "io.undertow..", "org.apache.kafka..")
        .check(CLASSES);
  }

  @Test
  void onlyTheEdgeKnowsTheWebSocketLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.wardstream.edge..", "dev.wardstream.benchmarks..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.undertow.websockets..", "jakarta.websocket..")
        .check(CLASSES);
  }
}
