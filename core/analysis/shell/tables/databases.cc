// Databases, queues and their clients.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names =
         "psql|cockroach|mysql|mariadb|mycli|pgcli|usql|sqlcmd|isql|isqlw|tsql|clickhouse-client|clickhouse|"
         "chsql|"
         "duckdb|trino|presto|presto-cli|beeline|hive|spark-sql|impala-shell|snowsql|snow|bcp|sqlplus|sql|"
         "db2|vsql|"
         "cqlsh|monetdb|mclient|nzsql|ysqlsh|crash|questdb|litecli|mssql-cli|osql|ksql|surreal|"
         "steampipe|octosql|textql|dolt|timescaledb|edgedb|gel|cypher-shell|arangosh|orientdb|aql|athenacli",
     .valued = "-c -f -d -h -p -U -u -P -D -e -q -Q -S -i -o -v -F -H -s -t -w --command --file --dbname "
               "--host --port "
               "--username --user --execute --query --database --password --output --set --init-command -E",
     .rules = "--version -V --help -l --list : read\n: special",
     .traits = kNoPaths,
     .special = judge_sql},
    {.names = "influx",
     .valued = "-execute -host -port -username -password -database -format --org --token",
     .rules = "-version --version : read\n* delete : destructive\ndelete : destructive\n"
              "query|ping|version|* list : read\n: special",
     .traits = kNoPaths | kWhole,
     .special = judge_sql},
    {.names = "mysqladmin|mariadb-admin",
     .valued = "-u -h -P -S --user --host --port --socket",
     .rules = "=drop|shutdown|kill|stop-*|flush-*|reset-* : destructive removes or stops something\n"
              "=create|password|reload|refresh|start-* : write\n: read",
     .traits = kNoPaths},
    {.names = "httpd",
     .rules = "-t -T -v -V -S -l -M : read\n-k : destructive stops or restarts a server\n"
              ": network opens a way in"},
    {.names = "hdfs|hadoop",
     .rules = "dfs|fs -rm -rmr -rmdir -expunge -truncate : destructive removes files\n"
              "dfs|fs -ls -cat -du -df -count -stat -tail -text -test -find -checksum -help : read\n"
              "namenode -format : destructive removes files\n"
              "version|classpath|dfsadmin|fsck|getconf : read\njar : exec\n: write changes files",
     .traits = kWhole},
    {.names = "haproxy",
     .valued = "-f -C -D -L -n -N -p -S",
     .rules = "-c -v : read\n-sf -st : destructive restarts a server\n: write starts a server",
     .traits = kWhole},
    {.names = "named-checkconf|named-checkzone|kamailio-check|squidclient", .rules = ": read"},
    {.names = "bq",
     .valued = "--format --project_id --location --max_rows -n",
     .rules = "query : special\nls|show|head|version|help|info|wait : read\nrm|cancel|truncate : destructive "
              "removes data\n"
              "extract|cp : network copies data elsewhere\n: write changes what is stored",
     .traits = kNoPaths,
     .special = judge_sql},
    {.names = "sqlite3|sqlite|sqlcipher",
     .valued = "-separator -cmd -init -nullvalue -newline -vfs",
     .rules = "-version --version -help : read\n: special",
     .traits = kWhole,
     .special = judge_sqlite},
    {.names = "redis-cli|valkey-cli|keydb-cli|iredis|memcached-tool|memccat|dragonfly-cli",
     .valued = "-h -p -a -n -u -r -i -s --user --pass --pattern",
     .rules = "-v --version : read\n: special",
     .traits = kNoPaths,
     .special = judge_redis},
    {.names = "mongo|mongosh|couchbase-cli|cbq|cbc|neo4j-admin|rethinkdb",
     .valued = "-u -p -h --eval --host --port --username --password --db --authenticationDatabase",
     .rules = "--version : read\n: special",
     .special = judge_mongo},
    {.names = "dropdb|dropuser|droplang|pg_dropcluster|pg_resetwal|pg_archivecleanup|pg_rewind",
     .rules = "--version : read\n: destructive removes what a database holds",
     .traits = kNoPaths},
    {.names = "createdb|createuser|initdb|vacuumdb|reindexdb|clusterdb|pg_createcluster|pgbench|pg_upgrade|"
              "mysql_upgrade|"
              "mysql_install_db|mysqlcheck|mysqlimport|mysql_secure_installation|mongoimport|pg_repack|"
              "cassandra-stress",
     .valued = "-U -h -p -d -O -u",
     .rules = "-h --help --version -V : read\n: write changes a database"},
    {.names = "pg_restore|mongorestore|mysqlrestore|cbrestore",
     .valued = "-d -U -h -p -f",
     .rules = "-l --list --version : read\n-c --clean --drop : destructive removes what a database holds\n: "
              "write changes"
              " a database"},
    {.names =
         "pg_dump|pg_dumpall|mysqldump|mariadb-dump|mongodump|mongoexport|mysqlpump|pg_basebackup|xtrabackup|"
         "redis-dump|cbbackup|mydumper|sqldiff",
     .valued = "-f -U -h -p -d -u -t -n -o -c -q --db --out --collection --uri --host --port --username "
               "--result-file",
     .rules = "-f --file -o --out -r --result-file -D --pgdata : write writes a file\n: read",
     .traits = kNoPaths},
    {.names = "pg_isready|pg_controldata|pg_config|pg_lsclusters|mysqlshow|mongostat|mongotop|mytop|innotop|"
              "pg_top|"
              "pg_activity|pg_waldump|mysqlbinlog|pgbadger|mysql_config|pg_test_timing|pt-query-digest",
     .valued = "-h -p -U -u -d",
     .rules = ": read",
     .traits = kNoPaths},
    {.names = "nginx|apachectl|apache2ctl|apache2|caddy|lighttpd|named|php-fpm|openresty",
     .valued = "-s -k -c -f -g -p",
     .rules = "-t -T -v -V -S -l -M --version --test --configtest : read\n"
              "configtest|status|fullstatus|version|validate|fmt|adapt|list-modules : read\n"
              "stop|graceful-stop : destructive stops a server\n-s -k -st -sf : destructive stops or "
              "restarts a server\n"
              "-g : exec runs a server with settings of the caller's "
              "choice\nfile-server|respond|reverse-proxy : network\n"
              ": write starts or changes a server"},
    {.names = "pg_ctl|pg_ctlcluster|mysqld_safe|mysqld|postgres|redis-server|mongod|"
              "mongos|nodetool|"
              "cassandra|rabbitmqctl|rabbitmqadmin|rabbitmq-plugins|kafka-topics|kafka-topics.sh|kafka-"
              "configs|kafka-acls|"
              "kafka-consumer-groups|kafka-delete-records|kafka-run-class|zkcli|zkCli.sh|etcdutl|influxd|"
              ""
              "hbase|elasticsearch|elasticsearch-plugin|curator|curator_cli|pt-archiver|emqx_ctl|vmctl|nats-"
              "server|nsq|ceph|"
              "rados|rbd|gluster|patronictl|repmgr|pgbackrest|barman|wal-g|orchestrator|proxysql-admin|"
              "pulsar-admin|solr|bee|"
              "beanstalkd|gearadmin|celeryctl|flower|varnishadm|varnishd|a2ensite|"
              "a2dissite|a2enmod|a2dismod|traefik|squid|rndc|unbound-control|postfix|postqueue|"
              "postsuper|postmap|postconf|doveadm|exim|exim4|mailq|newaliases|uwsgitop|rndc-confgen|pdnsutil|"
              "bird|birdc|"
              "vtysh|snort|suricata|zabbix_get|zabbix_sender|telegraf|promtool|amtool|prometheus|grafana-cli|"
              "logstash|filebeat|"
              "restic|borg|duplicity|duply|rdiff-backup|kopia|bup|tarsnap|rsnapshot|rear|bacula|bconsole|"
              "amanda|dirvish",
     .valued =
         "-u -p -h -D -U -n -H -P -s -c -r -x -d --repo -f --vhost --bootstrap-server --topic --host --port",
     .rules =
         "reset|stop|stop_app|force_reset|delete_*|purge_queue|forget_cluster_node|shutdown|drop|kill|"
         "decommission|drain|"
         "removenode|clearsnapshot|disablegossip|assassinate|forget|prune|delete|undefine|clear_*|remove-*|"
         "expire|"
         "remove|rm|destroy|"
         "flush*|halt|immediate|fast|smart|disable|a2dissite|down|close_*|rotate_logs|abort|switchover|"
         "failover|"
         "reinit|purge|ban|ban.url|uninstall|rollback|truncate|stanza-delete|backup-delete|terminate|"
         "cleanup|expunge|refresh-slaves|key|break-lock|unlock : destructive removes or stops something\n"
         "* rm|delete|remove|destroy|purge|kill|down|out|drop|prune|forget|stop|reset|expunge|clear :"
         " destructive removes or stops something\n"
         "dfs -rm -rmr -rmdir -expunge -truncate : destructive removes files\nfs -rm -rmr -rmdir -expunge : "
         "destructive"
         " removes files\n"
         "namenode -format : destructive\n-safemode : write\n"
         "dfs|fs -ls -cat -du -df -count -stat -tail -test -text -find -head -checksum : read\n"
         "dfs|fs -put -copyFromLocal -mkdir -cp -mv -touchz -appendToFile -chmod -chown -get -copyToLocal : "
         "write\n"
         "--delete --delete-all --purge -format --reset-offsets --force-delete : destructive removes "
         "something\n"

         "-t -T -v -V --version -h --help --list --describe -S -q -l -b : read\n"
         "configtest|fullstatus : read\n"
         "list*|status|report|cluster_status|environment|info|ping|version|processlist|variables|extended-"
         "status|show|"
         "ring|tpstats|cfstats|tablestats|describecluster|gossipinfo|compactionstats|netstats|snapshots|ls|"
         "stats|diff|check|"
         "find|diagnostics|node_health_check|authenticate_user|get|health|df|osd|tree|mon|pool|volume|peer|"
         "fsck|"
         "dfsadmin|config|export|print|collection-status|verify|cat|query|tsdb|silence|alert|plugins|"
         "validate|"
         "fmt|adapt|list-modules|user|mailbox|flags|quick-check|has|count|topology|backup-list|tags|"
         "node|job|application|classpath|help : read\n"
         "graceful-stop : destructive\nexec|run|eval|rpc : exec\n: write changes a service"},
};

}  // namespace

std::span<const Program> database_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
