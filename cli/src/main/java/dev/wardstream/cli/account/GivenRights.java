package dev.wardstream.cli.account;

import dev.wardstream.accounts.AccountAdmin.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Options that say what somebody may do. */
final class GivenRights {
  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "One or several of nurse, doctor, patient, agent, analyst, operator.")
  private List<String> roles = new ArrayList<>();

  @Option(names = "--ward", paramLabel = "ID", description = "A ward that may be watched.")
  private List<String> wards = new ArrayList<>();

  @Option(names = "--patient", paramLabel = "ID", description = "A patient that may be watched.")
  private List<String> patients = new ArrayList<>();

  Rights rights() {
    return new Rights(
        roles.stream().map(role -> role.toLowerCase(Locale.ROOT)).toList(), wards, patients);
  }
}
