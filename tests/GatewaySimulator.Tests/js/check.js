// A client that is not ours: logs in, subscribes to everything with the public SignalR client, trades, and checks that what comes is well formed.
// usage: node check.js http://127.0.0.1:5055
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

const base = process.argv[2] ?? "http://127.0.0.1:5055";
const patience = 30_000;
let passed = 0;
const failures = [];

function check(what, isRight, found) {
  if (isRight) passed++;
  else failures.push(`${what}: ${JSON.stringify(found)}`);
}

const kinds = {
  int: (value) => Number.isInteger(value),
  number: (value) => typeof value === "number",
  bool: (value) => typeof value === "boolean",
  string: (value) => typeof value === "string",
  time: (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)) && /(Z|[+-]\d\d:\d\d)$/.test(value),
};

// Every field is there, has its type (or is null where it may be), and no other is.
function checkShape(what, found, schema) {
  const fields = schema.split(" ").map((field) => field.split(":"));
  check(`${what} has the fields of the reference`, Object.keys(found).sort().join() === fields.map(([name]) => name).sort().join(), Object.keys(found));
  for (const [name, kind] of fields) {
    const value = found[name];
    check(`${what}.${name} is ${kind}`, (kind.endsWith("?") && value === null) || kinds[kind.replace("?", "")](value), value);
  }
}

const schemas = {
  GatewayUserAccount: "id:int name:string balance:number canTrade:bool isVisible:bool simulated:bool",
  GatewayUserOrder: "id:int accountId:int contractId:string symbolId:string creationTimestamp:time updateTimestamp:time? status:int type:int side:int size:int limitPrice:number? stopPrice:number? fillVolume:int filledPrice:number? customTag:string?",
  GatewayUserPosition: "id:int accountId:int contractId:string creationTimestamp:time type:int size:int averagePrice:number",
  GatewayUserTrade: "id:int accountId:int contractId:string creationTimestamp:time price:number profitAndLoss:number? fees:number side:int size:int voided:bool orderId:int",
  GatewayQuote: "symbol:string? symbolName:string? lastPrice:number? bestBid:number? bestAsk:number? change:number? changePercent:number? open:number? high:number? low:number? volume:number? lastUpdated:time? timestamp:time?",
  GatewayTrade: "symbolId:string price:number timestamp:time type:int volume:int",
  GatewayDepth: "timestamp:time type:int price:number volume:int currentVolume:int",
};

async function post(path, body, token) {
  const answer = await fetch(`${base}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  check(`${path} is HTTP 200`, answer.status === 200, answer.status);
  const content = await answer.json();
  check(`${path} succeeds`, content.success === true && content.errorCode === 0 && content.errorMessage === null, content);
  return content;
}

// Keeps events by name, and lets who waits for one have it.
function inbox(connection, names) {
  const seen = Object.fromEntries(names.map((name) => [name, []]));
  const waiting = [];
  for (const name of names) {
    connection.on(name, (...args) => {
      seen[name].push(args);
      for (const wake of waiting.splice(0)) wake();
    });
  }
  const waitFor = async (name, isIt = () => true) => {
    const deadline = Date.now() + patience;
    while (!seen[name].some(isIt)) {
      if (Date.now() > deadline) throw new Error(`no ${name} within ${patience / 1000} s`);
      await Promise.race([new Promise((wake) => waiting.push(wake)), new Promise((wake) => setTimeout(wake, 1_000))]);
    }
    return seen[name].find(isIt);
  };
  return { seen, waitFor };
}

function connect(hub, token) {
  return new HubConnectionBuilder()
    .withUrl(`${base}/hubs/${hub}`, { accessTokenFactory: () => token, skipNegotiation: true, transport: HttpTransportType.WebSockets })
    .configureLogging(LogLevel.Warning)
    .build();
}

const unwrap = (payload) => (Array.isArray(payload) ? payload.flatMap(unwrap) : "data" in payload && "action" in payload ? unwrap(payload.data) : [payload]);

const { token } = await post("/api/Auth/loginKey", { userName: "demo", apiKey: "simulator" });
const { accounts: [account] } = await post("/api/Account/search", { onlyActiveAccounts: true }, token);
const { contracts } = await post("/api/Contract/available", { live: false }, token);
const contract = contracts.find((candidate) => candidate.activeContract).id;

const user = connect("user", token);
const userNames = ["GatewayUserAccount", "GatewayUserOrder", "GatewayUserPosition", "GatewayUserTrade"];
const told = inbox(user, userNames);
await user.start();
await user.invoke("SubscribeAccounts");
for (const subject of ["Orders", "Positions", "Trades"]) await user.invoke(`Subscribe${subject}`, account.id);

const market = connect("market", token);
const marketNames = ["GatewayQuote", "GatewayTrade", "GatewayDepth"];
const prices = inbox(market, marketNames);
await market.start();
for (const subject of ["Quotes", "Trades", "MarketDepth"]) await market.invoke(`SubscribeContract${subject}`, contract);
await prices.waitFor("GatewayQuote");

const { orderId } = await post("/api/Order/place", { accountId: account.id, contractId: contract, type: 2, side: 0, size: 1, limitPrice: null, stopPrice: null, trailPrice: null, customTag: `js-${Date.now()}` }, token);
const isFilled = ([payload]) => unwrap(payload).some((order) => order.id === orderId && order.status === 2);
await told.waitFor("GatewayUserOrder", isFilled);
await told.waitFor("GatewayUserTrade", ([payload]) => unwrap(payload).some((trade) => trade.orderId === orderId && trade.profitAndLoss === null));
await told.waitFor("GatewayUserPosition", ([payload]) => unwrap(payload).some((position) => position.size === 1));
await post("/api/Position/closeContract", { accountId: account.id, contractId: contract }, token);
await told.waitFor("GatewayUserPosition", ([payload]) => unwrap(payload).some((position) => position.size === 0));
await told.waitFor("GatewayUserAccount");
for (const name of marketNames) await prices.waitFor(name);

for (const name of userNames) for (const [payload] of told.seen[name]) for (const event of unwrap(payload)) checkShape(name, event, schemas[name]);
for (const name of marketNames) {
  for (const [id, payload] of prices.seen[name]) {
    check(`${name} names its contract`, id === contract, id);
    checkShape(name, payload, schemas[name]);
  }
}

// A subscription that was ended brings nothing more; what was on its way when it ended may still come.
for (const subject of ["Quotes", "Trades", "MarketDepth"]) await market.invoke(`UnsubscribeContract${subject}`, contract);
const before = prices.seen.GatewayQuote.length;
await new Promise((wake) => setTimeout(wake, 1_000));
check("nothing comes after unsubscribing", prices.seen.GatewayQuote.length <= before + 64, prices.seen.GatewayQuote.length - before);

await Promise.all([user.stop(), market.stop()]);
console.log(Object.entries({ ...told.seen, ...prices.seen }).map(([name, events]) => `${name} ${events.length}`).join(", "));
for (const failure of failures.slice(0, 20)) console.error(`FAILED ${failure}`);
console.log(`${passed} checks passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
