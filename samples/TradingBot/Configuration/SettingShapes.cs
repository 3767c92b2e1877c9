using System.Text.Json.Serialization;
using TradingBot.Gateway;

namespace TradingBot.Configuration;

/// <summary>What the sections of the settings look like, known without reflection. Nothing is written or read with it.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AccountSettings))]
[JsonSerializable(typeof(LimitSettings))]
[JsonSerializable(typeof(StrategySettings))]
[JsonSerializable(typeof(GatewaySettings))]
internal sealed partial class SettingShapes : JsonSerializerContext;
