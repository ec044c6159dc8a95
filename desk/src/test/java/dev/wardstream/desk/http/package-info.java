@NullMarked
package dev.wardstream.desk.http;

import org.jspecify.annotations.NullMarked;
