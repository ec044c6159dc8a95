package dev.wardstream.cli.evaluate.cohort;

import java.nio.file.Path;
import java.util.Locale;

/** The cohorts that can be read. */
public enum Dataset {
  CHALLENGE2019,
  MIMIC4DEMO,
  BIDMC;

  /** The cohort in a file or folder; fails when its files are not there. */
  public Cohort open(Path path) {
    return switch (this) {
      case CHALLENGE2019 -> new Challenge2019(path);
      case MIMIC4DEMO -> new Mimic4Demo(path);
      case BIDMC -> new Bidmc(path);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
