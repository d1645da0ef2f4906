// Clouds, hosting and infrastructure as code.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "aws|awslocal|aws2",
     .valued =
         "--region --profile --output --query --endpoint-url --ca-bundle --cli-read-timeout --color "
         "--instance-ids "
         "--bucket --key --filters --table-name --function-name --name --cluster --stack-name "
         "--log-group-name "
         "--acl --exclude --include --storage-class --body --payload --cli-input-json --item "
         "--expression-attribute-values "
         "--user-name --role-name --policy-arn --group-id --db-instance-identifier --secret-id --parameters",
     .rules = "* * --dry-run --dryrun : read\n* help : read\nhelp : read\n"
              "s3 rm|rb : destructive removes objects\ns3 cp|sync|mv : special\ns3 ls|presign : read\n"
              "s3 mb|website : write\n"
              "s3api put-object|upload-part : network sends a file\n"
              "s3api put-bucket-policy|put-bucket-acl|put-object-acl : network opens a bucket\n"
              "s3api get-object : write writes a file\n"
              "* "
              "delete*|terminate-*|stop-*|reboot-*|remove-*|deregister-*|detach-*|disable-*|purge-*|revoke-*|"
              "disassociate-*|"
              "cancel-*|release-*|reset-*|destroy-*|kill-*|abort-*|batch-delete-*|empty-*|schedule-key-"
              "deletion|restore-*|"
              "unassign-*|leave-*|reject-*|failover-*|flush-*|deactivate-*|archive-*|scale-in|suspend-*|"
              "close-*|modify-*|retire-*|"
              "forget-* : destructive removes or stops something\n"
              "secretsmanager get-secret-value|batch-get-secret-value : read secret\n"
              "ssm get-parameter*|describe-parameters : read secret\nsts get-session-token|assume-role* : "
              "read secret\n"
              "iam create-access-key : write\nconfigure list|get|list-profiles : read\nconfigure : write\n"
              "kms decrypt : read secret\necr get-login-password : read secret\nsso|login : write\n"
              "lambda|stepfunctions|batch|codebuild|glue|athena|ssm|ecs|emr|bedrock-runtime|apigateway "
              "invoke*|start-*|submit-*|run-*|"
              "send-command|execute-*|test-invoke-* : exec runs code elsewhere\n"
              "ecs execute-command : exec runs code elsewhere\n"
              "sns|sqs|ses|sesv2|kinesis|events|firehose|iot-data publish|publish-*|send-*|put-* : network "
              "sends data\n"
              "* "
              "describe-*|list-*|get-*|ls|head-*|lookup-*|filter-*|scan|query|search*|batch-get-*|tail|wait|"
              "show-*|check-*|"
              "view-*|validate-*|decode-*|estimate-*|preview-*|simulate-*|select-*|count-*|detect-*|export-*|"
              "status|"
              "verify-*|read-*|"
              "select-object-content|test-* : read\n"
              "* * : write changes the cloud\n#0 : read\n#1 : read",
     .special = judge_cloud_copy},
    {.names =
         "gsutil|s3cmd|s4cmd|s5cmd|mc|azcopy|b2|ossutil|coscmd|obsutil|swift-cloud|ibmcloud-cos|gcsfuse|mcli|"
         "s3fs|goofys",
     .valued = "-p -o -h -c --profile --endpoint-url --config",
     .rules = "rm|rb|del|delete|remove|rmr|abortmp|delbucket|delpolicy|delete-*|delete_*|cancel*|expire|hide*"
              "|cancel_* :"
              " destructive removes objects\n"
              "cp|sync|mv|rsync|put|copy|mirror|upload|upload_file|upload-file|move|file : special\n"
              "ls|la|du|stat|info|cat|head|tree|find|diff|version|get_bucket_info|list*|show|ver|hash|help|"
              "accesslog|multipart|"
              "list-buckets|account|signurl|jobs|env|select|sql|ping|event : read\n"
              "get|download*|presign : write downloads files\n"
              "alias|config|authorize* : write\nadmin : destructive\n"
              "-V --version : read\n: write changes buckets",
     .special = judge_cloud_copy},
    {.names =
         "gcloud|az|oci|aliyun|tccli|doctl|linode-cli|hcloud|ibmcloud|scw|vultr-cli|openstack|nova|cinder|"
         "yc|exo|civo|upctl|cf|ovhcloud|huaweicloud|hcloud-cli|azd|func|eb|ecs-cli|sam|copilot|chalice|"
         "awsebcli",
     .valued = "--project --zone --region --format --filter --account --configuration -g -n -o "
               "--resource-group --name --query "
               "--subscription --output --impersonate-service-account --compartment-id --profile -p "
               "--location --limit --command",
     .rules = "* --help -h : read\n--dry-run : read\n"
              "=delete|destroy|remove|stop|reset|deallocate|purge|terminate|delete-*|remove-*|revoke|disable|"
              "restart|suspend|rm|"
              "detach|unset|clean|rollback|power-off|shutdown|reboot|drain|cancel|abandon|power_off|actions|"
              "rb|bulk-delete|"
              "abort|undeploy|rebuild|failover|down|poweroff|unassign|undelete|wipe|unlink : destructive "
              "removes or"
              " stops something\n"
              "compute ssh --command : value\ncompute scp : special\n"
              "* * list|describe|show : read\n"
              "=ssh|scp|run-command|execute|invoke|run|call|submit|exec|connect-to-serial-port|interactive|"
              "start-iap-tunnel|"
              "deploy|ssm : exec runs code elsewhere\n"
              "storage cp|rsync|mv : special\nstorage rm : destructive\nstorage blob|file|fs "
              "upload|upload-batch|sync|copy :"
              " network sends files\n"
              "secrets versions access : read secret\nkeyvault secret show|download : read secret\n"
              "auth|account print-access-token|get-access-token|print-identity-token : read secret\n"
              "=list|describe|show|get|ls|read|info|version|list-*|get-*|show-*|search|status|logs|tail|view|"
              "check|config-helper|"
              "auth|feedback|head|print-settings|log|events|history|configurations|cat|du|apps|target|"
              "check-name|exists|wait|lookup|explain|plan|validate|what-if|diff : read\n"
              "config|configure #1 : read\n-v --version : read\n#0 : read\n: write changes the cloud",
     .special = judge_cloud_copy},
    {.names = "terraform|tofu|terragrunt|pulumi|cdk|cdktf|cdklocal|sst|serverless|sls|tf|infracost|"
              "terraformer|cloudformation|"
              "ansible-galaxy|ansible-vault|ansible-inventory|ansible-doc|ansible-config|ansible-lint|atmos|"
              "driftctl|rain",
     .valued = "-s -C --stack --cwd -c -a",
     .rules =
         "* -help --help : read\n"
         "destroy|taint|untaint|force-unlock|down|remove|rm|cancel|logout|deactivate : destructive removes "
         "infrastructure\n"
         "apply -destroy --destroy : destructive removes infrastructure\n"
         "apply|up|deploy|update|run-all|bootstrap : write changes infrastructure\n"
         "state rm|mv|push|replace-provider|delete|unprotect : destructive changes what is known of the "
         "infrastructure\n"
         "workspace|stack|rollback rm|delete : destructive removes infrastructure\n"
         "workspace|stack new|select|init : write changes infrastructure\n"
         "plan|show|validate|output|graph|providers|version|state|workspace|console|metadata|preview|stack|"
         "logs|whoami|"
         "list|ls|diff|doctor|synth|info|about|history|help|test|breakdown|render-json|search|metrics|print|"
         "--list|--graph|--version|describe|config|dump|view|scan|schema : read\n"
         "fmt -check -diff : read\n-version --version --list --graph -v -l : read\n"
         "invoke|exec|run|dev|shell|login|publish|env : exec\n#0 : read\n: write changes infrastructure",
     .traits = kWhole},
    {.names = "ansible|ansible-playbook|ansible-pull|ansible-console|salt|salt-call|salt-ssh|puppet|chef-"
              "client|chef-solo|"
              "knife|fab|capistrano|cap|bolt|mgmt|cfengine|cf-agent|rexify|mco|pssh|pdsh|clush|cssh|dsh|"
              "mussh|rundeck|"
              "cloud-init|pyinfra|nixops|morph|colmena|deploy|distribute|dokku|kamal|mrsk|piku",
     .valued = "-i -m -a -e -t -l -u -f --limit --tags --extra-vars --inventory -w -h",
     .rules = "--version --list-hosts --list-tasks --list-tags --syntax-check : read\n"
              "=apps:destroy|*:destroy|destroy|delete : destructive removes something\n"
              "status|query|list|show|facts : read\n: special",
     .special = judge_remote_run},
    {.names = "heroku|fly|flyctl|vercel|now|netlify|wrangler|firebase|railway|render|supabase|planetscale|"
              "pscale|neonctl|"
              "neon|turso|convex|amplify|sentry-cli|datadog-ci|newrelic|stripe|twilio|shopify|eas|appcenter|"
              "deployctl|"
              "cloudflare|cf-terraforming|pipedream|fastly|akamai|porter|platform|upsun|aptible|scalingo|"
              "clever|gigalixir|"
              "dropbox|slack|jira|linear|notion|confluence|rover|apollo|hasura|contentful|sanity|prismic|"
              "algolia|confluent|"
              "astra|atlas-cli|elastic|auth0|okta|circleci|travis|drone|buildkite-agent|jenkins-cli|bk|"
              "codecov|coveralls|"
              "huggingface-cli|hf|ollama|wandb|mlflow|kaggle|modal|replicate|runpodctl|vastai|openai|llm|"
              "claude|aider|codex",
     .valued = "-a -p -r --app --project --team --token --scope --remote --org -c --config",
     .rules = "* --help -h : read\n"
              "=destroy|delete|remove|rm|apps:destroy|pg:reset|*:destroy|*:delete|*:remove|purge|reset|"
              "suspend|stop|revoke|unset|"
              "rollback|ps:stop|ps:kill|ps:restart|restart|*:unset|delete-*|disable|*:disable|pause|kill|"
              "unlink|drop|"
              "pg:drop|db:reset|transfer|deactivate|maintenance:on|cancel|flush|*:clear|pg:credentials:"
              "rotate|destroy-* :"
              " destructive removes or stops something\n"
              "=deploy|publish|upload|push|share|submit|upload-* : network publishes\n"
              "=run|exec|ssh|console|shell|run:detached|invoke|trigger|dev|serve|build|start|triggers|"
              "functions:shell|proxy|"
              "functions:invoke|chat|tunnel|test : exec runs code elsewhere\n"
              "=config|config:get|secrets|token|auth:token|env : read secret\n"
              "=list|ls|logs|status|info|apps|ps|show|whoami|inspect|version|releases|get|describe|view|help|"
              "tail|addons|"
              "domains|pg:info|pg|buildpacks|sites:list|projects:list|projects|*:list|*:info|*:get|*:logs|"
              "diff|doctor|"
              "dashboard|open|current|certs|regions|platform|search|models|check|validate|events|sites|teams|"
              "drains|keys : read\n"
              "-v --version : read\n: write changes what is hosted"},
};

}  // namespace

std::span<const Program> cloud_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
