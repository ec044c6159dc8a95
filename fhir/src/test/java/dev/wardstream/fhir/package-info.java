/** Tests with Observations as monitors, gateways and records systems send them. */
@NullMarked
package dev.wardstream.fhir;

import org.jspecify.annotations.NullMarked;
