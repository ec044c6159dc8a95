package dev.wardstream.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.wardstream.rules");

  @Test
  void knowsTheRulesAndYamlOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.wardstream.rules..",
            "dev.wardstream.clinical.rules..",
            "dev.wardstream.clinical.vitals..",
            "org.snakeyaml.engine..",
            "org.jspecify.annotations..")
        .check(CLASSES);
  }

  @Test
  void onlyTheReaderKnowsTheYamlLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.wardstream.rules.document..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.snakeyaml..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.wardstream.rules.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nobodyReadsTheWallClockOrTheNetwork() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..")
        .check(CLASSES);
  }
}
