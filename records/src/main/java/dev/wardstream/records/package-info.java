/** What records of the log mean to the clinical engine: the same to everybody who asks it. */
@NullMarked
package dev.wardstream.records;

import org.jspecify.annotations.NullMarked;
