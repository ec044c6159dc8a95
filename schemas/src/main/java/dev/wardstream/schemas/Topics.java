package dev.wardstream.schemas;

import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.Account;
import dev.wardstream.schemas.avro.AccountSession;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.ChatMessage;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.EnrolledDevice;
import dev.wardstream.schemas.avro.GlassGrant;
import dev.wardstream.schemas.avro.Notice;
import dev.wardstream.schemas.avro.Presence;
import dev.wardstream.schemas.avro.RuleSetDocument;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.avro.VitalsWindow;
import java.time.Duration;
import java.util.List;

/** The topic catalogue: every topic of the platform, written once. */
public final class Topics {
  public static final Topic VITALS_READINGS =
      Topic.keyed("vitals.readings", "patient", DeviceReadings.SCHEMA$).kept(Duration.ofDays(7));
  public static final Topic VITALS_UNASSIGNED =
      Topic.keyed("vitals.unassigned", "device", DeviceReadings.SCHEMA$).kept(Duration.ofDays(7));
  public static final Topic VITALS_WINDOWS =
      Topic.keyed("vitals.windows", "patient", VitalsWindow.SCHEMA$).kept(Duration.ofDays(90));
  public static final Topic VITALS_LATEST =
      Topic.keyed("vitals.latest", "patient", VitalsLatest.SCHEMA$).keepingNewest();
  public static final Topic ALERTS_EVENTS =
      Topic.keyed("alerts.events", "patient", AlertEvent.SCHEMA$)
          .kept(Duration.ofDays(365))
          .flushingEach();
  public static final Topic ALERTS_ACTIVE =
      Topic.keyed("alerts.active", "patient|family", AlertInstance.SCHEMA$).keepingNewest();
  public static final Topic ALERTS_ACTIONS =
      Topic.keyed("alerts.actions", "patient", AlertAction.SCHEMA$)
          .kept(Duration.ofDays(365))
          .flushingEach();

  /** Every version of each rule set, under a key of its own; rare, and every decision names one. */
  public static final Topic ALERTS_RULES =
      Topic.keyed("alerts.rules", "rule set@version", RuleSetDocument.SCHEMA$)
          .keepingNewest()
          .flushingEach();

  public static final Topic CARE_PATIENTS =
      Topic.keyed("care.patients", "patient", CarePatient.SCHEMA$).keepingNewest();
  public static final Topic CARE_ASSOCIATIONS =
      Topic.keyed("care.associations", "device", DeviceAssociations.SCHEMA$).keepingNewest();
  public static final Topic CHAT_MESSAGES =
      Topic.keyed("chat.messages", "room", ChatMessage.SCHEMA$).kept(Duration.ofDays(365));
  public static final Topic CARE_ROOMS =
      Topic.keyed("care.rooms", "room", CareRoom.SCHEMA$).keepingNewest();

  /** A password that was changed stays changed, and a session that was ended stays ended. */
  public static final Topic ACCOUNTS =
      Topic.keyed("accounts", "account", Account.SCHEMA$).keepingNewest().flushingEach();

  public static final Topic ACCOUNTS_SESSIONS =
      Topic.keyed("accounts.sessions", "session", AccountSession.SCHEMA$)
          .keepingNewest()
          .flushingEach();

  /** Whom each member of staff cares for; who lost a right must not have it back by a power cut. */
  public static final Topic CARE_STAFF =
      Topic.keyed("care.staff", "account", CareStaff.SCHEMA$).keepingNewest().flushingEach();

  /**
   * Who broke the glass. A grant lasts hours, so what is older than two days says nothing: a log,
   * of which the newest record of a key counts.
   */
  public static final Topic CARE_GLASS =
      Topic.keyed("care.glass", "account|patient", GlassGrant.SCHEMA$)
          .kept(Duration.ofDays(2))
          .flushingEach();

  /** What wards should know. */
  public static final Topic NOTICES =
      Topic.keyed("notices", "recipient", Notice.SCHEMA$).kept(Duration.ofDays(90));

  /**
   * Who watches what, said again every twenty seconds: what is older than a minute says nothing.
   * Partitioned by the place, so that all nodes' records of one place are in one partition.
   */
  public static final Topic PUSH_PRESENCE =
      Topic.keyed("push.presence", "node|place", Presence.SCHEMA$).kept(Duration.ofHours(1));

  /** Which devices may talk; a revocation must survive a power cut. */
  public static final Topic DEVICES =
      Topic.keyed("devices", "device", EnrolledDevice.SCHEMA$).keepingNewest().flushingEach();

  /** Six years: the longest that an audit trail is commonly asked for (45 CFR 164.316). */
  public static final Topic AUDIT_ACCESS =
      Topic.keyed("audit.access", "subject", AccessRecord.SCHEMA$)
          .kept(Duration.ofDays(2_192))
          .flushingEach();

  /** Raw bytes that could not be understood; reason and origin are in the headers. */
  public static final Topic DEAD_LETTERS =
      Topic.raw("dead.letters", "original key").kept(Duration.ofDays(30));

  /** Every topic, in the order an operator reads them. */
  public static final List<Topic> ALL =
      List.of(
          VITALS_READINGS,
          VITALS_UNASSIGNED,
          VITALS_WINDOWS,
          VITALS_LATEST,
          ALERTS_EVENTS,
          ALERTS_ACTIVE,
          ALERTS_ACTIONS,
          ALERTS_RULES,
          CARE_PATIENTS,
          CARE_ASSOCIATIONS,
          CHAT_MESSAGES,
          CARE_ROOMS,
          ACCOUNTS,
          ACCOUNTS_SESSIONS,
          CARE_STAFF,
          CARE_GLASS,
          NOTICES,
          PUSH_PRESENCE,
          DEVICES,
          AUDIT_ACCESS,
          DEAD_LETTERS);

  private Topics() {}
}
