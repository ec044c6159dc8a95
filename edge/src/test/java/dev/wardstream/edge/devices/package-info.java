/** Tests of the parts of enrolment that need no Kafka. */
@NullMarked
package dev.wardstream.edge.devices;

import org.jspecify.annotations.NullMarked;
