package dev.wardstream.alerts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.wardstream.alerts");

  @Test
  void onlyWireKnowsGeneratedClasses() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.wardstream.alerts.wire")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.wardstream.schemas.avro..", "org.apache.avro..")
        .check(CLASSES);
  }

  @Test
  void onlyTheHorizonAsksTheBroker() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.wardstream.alerts.watch",
            "dev.wardstream.alerts.association",
            "dev.wardstream.alerts.wire")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka.clients.admin..", "org.apache.kafka.clients.consumer..")
        .check(CLASSES);
  }
}
