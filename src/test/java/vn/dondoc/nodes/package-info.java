/** The application as processes that share a PostgreSQL, and what becomes of them when one dies. */
package vn.dondoc.nodes;
