/**
 * Avro records to the JSON that subscribers see: the only package, beside the tables, that reads
 * generated classes. Pure functions, any thread.
 *
 * <p>An item is {@code {"at":"topic/partition/offset","data":{…}}}. {@code data} by stream:
 *
 * <ul>
 *   <li>vitals, events: {@link dev.wardstream.push.wire.VitalsJson#readings}
 *   <li>vitals, snapshot: {@link dev.wardstream.push.wire.VitalsJson#latest}
 *   <li>windows: {@link dev.wardstream.push.wire.WindowJson}
 *   <li>alerts, events and snapshot: {@link dev.wardstream.push.wire.AlertJson}
 *   <li>census and messages: {@link dev.wardstream.push.wire.CareJson}
 * </ul>
 */
@NullMarked
package dev.wardstream.push.wire;

import org.jspecify.annotations.NullMarked;
