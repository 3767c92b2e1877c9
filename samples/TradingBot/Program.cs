using TradingBot.CommandLine;

using var interruption = new Interruption();
return await BotCommand.RunAsync(args, interruption.Token);
