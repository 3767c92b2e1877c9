using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProjectX;

/// <summary>A name without which nobody knows what is spoken of: null is refused as it is where it is missing, and the refusal says of which field.</summary>
internal sealed class NameJson : JsonConverter<string>
{
    public override bool HandleNull => true;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
