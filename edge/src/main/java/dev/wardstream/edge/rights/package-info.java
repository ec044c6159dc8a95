/** What somebody may do, as the tables in Kafka say: whom staff care for. */
@NullMarked
package dev.wardstream.edge.rights;

import org.jspecify.annotations.NullMarked;
