/** {@code act}: what a person does about an alert. */
@NullMarked
package dev.wardstream.ingest.act;

import org.jspecify.annotations.NullMarked;
